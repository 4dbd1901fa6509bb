import { useClock, useNow } from '../context.ts';

const unclearMs = 300 * 86_400_000;

/** A moment as people read it, with the whole of it on hover. */
export function Moment({ at, ago = false }: { at: string; ago?: boolean }) {
  const clock = useClock();
  const now = useNow();
  const date = new Date(at);
  // Without the year it could be taken for this one's.
  const long = now.getTime() - date.getTime() > unclearMs;
  return (
    <time dateTime={at} title={clock.full(date)}>
      {long ? clock.calendar(date) : ago ? clock.ago(date, now) : clock.moment(date, now)}
    </time>
  );
}
