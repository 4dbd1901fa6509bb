import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useData, useStore, useWords } from './context.ts';
import { pollSeconds } from './live.ts';
import { liveState } from './live-state.ts';

const useStyles = makeStyles({
  mark: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    textAlign: 'end',
  },
  dot: {
    boxSizing: 'border-box',
    flexShrink: 0,
    width: '8px',
    height: '8px',
    borderRadius: '50%',
    border: `2px solid ${tokens.colorNeutralForeground3}`,
  },
  live: {
    backgroundColor: tokens.colorStatusSuccessForeground1,
    border: `1px solid ${tokens.colorStatusSuccessForeground1}`,
  },
});

/** Says quietly how fresh the page is. */
export function LiveMark() {
  const styles = useStyles();
  const { say } = useWords();
  const state = useStore(liveState);
  const { data, fault } = useStore(useData().home);
  if (state === 'idle' || !data || fault) return null;
  const words = state === 'polling' ? say('live.polling', { seconds: pollSeconds }) : say(`live.${state}`);
  return (
    <p className={styles.mark} title={state === 'live' ? say('live.hint') : undefined}>
      <span className={mergeClasses(styles.dot, state === 'live' && styles.live)} aria-hidden />
      {words}
    </p>
  );
}
