import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowUndo16Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { CheckmarkCircle20Regular } from '@fluentui/react-icons/svg/checkmark-circle';
import { useEffect, useRef } from 'react';
import { useData, useStore, useWords } from '../context.ts';
import { useShared } from '../styles.ts';
import { titleOf } from './sentences.ts';
import type { Actions, Settled } from './use-actions.ts';

const shownMs = 20_000;

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '36px minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: '12px',
    padding: '8px 20px',
    minHeight: '32px',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
    '@media (max-width: 639px)': { gridTemplateColumns: '20px minmax(0, 1fr)', paddingInline: '14px' },
  },
  undo: {
    marginInlineEnd: '-12px',
    '@media (max-width: 639px)': { gridColumn: 2, justifySelf: 'start', marginInlineStart: '-12px' },
  },
  icon: { display: 'grid', placeItems: 'center', color: tokens.colorStatusSuccessForeground1 },
});

/** What was just done, in the event's place, with a way back. It goes by itself, but never from under a finger. */
export function SettledRow({ settled, actions }: { settled: Settled; actions: Actions }) {
  const styles = useStyles();
  const shared = useShared();
  const { say } = useWords();
  const { home } = useData();
  const row = useRef<HTMLDivElement>(null);
  const { event, text } = settled;
  const { forget } = actions;
  const current = useStore(home).data?.latest.find(({ notification }) => notification === event.notification);
  useEffect(() => {
    const timer = setInterval(() => {
      const busy = row.current?.matches(':hover, :focus-within');
      if (!busy) forget(event.notification);
    }, shownMs);
    return () => clearInterval(timer);
  }, [event.notification, forget]);
  return (
    <div ref={row} className={styles.row}>
      <span className={styles.icon} aria-hidden>
        <CheckmarkCircle20Regular />
      </span>
      <p>{text}</p>
      <Button
        className={mergeClasses(shared.target, styles.undo)}
        appearance="subtle"
        icon={<ArrowUndo16Regular />}
        aria-label={say('act.undo.of', { title: titleOf(event, say) })}
        onClick={() => void actions.undo(current ?? settled.event)}
      >
        {say('act.undo')}
      </Button>
    </div>
  );
}
