import { said } from './announce.ts';
import { useStore } from './context.ts';
import { useShared } from './styles.ts';

/** Reads out, once and politely, what has happened. */
export function Announcer() {
  const shared = useShared();
  const lines = useStore(said);
  return (
    <div role="status" aria-live="polite" aria-atomic={false} className={shared.unseen}>
      {lines.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
