import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { announce } from '../announce.ts';
import { useClock, useData, useNow, useStore, useWords } from '../context.ts';
import { FaultBar } from '../FaultBar.tsx';
import { startLive } from '../live.ts';
import { liveState } from '../live-state.ts';
import type { PageProps } from '../pages.ts';
import { useShared } from '../styles.ts';
import { differences } from './differences.ts';
import { HomeSkeleton } from './HomeSkeleton.tsx';
import { Latest } from './Latest.tsx';
import { NeedsYou } from './NeedsYou.tsx';
import { Setup } from './Setup.tsx';
import { useActions } from './use-actions.ts';
import { Week } from './Week.tsx';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: '12px',
    marginBottom: tokens.spacingVerticalL,
  },
  title: {
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  organization: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** What needs the recruiter, what has come in, this week in numbers, and how far setup is. */
export function Home({ me }: PageProps) {
  const styles = useStyles();
  const shared = useShared();
  const { say } = useWords();
  const clock = useClock();
  const now = useNow();
  const { home } = useData();
  const { data, fault, busy, loadedAt } = useStore(home);
  const actions = useActions(me);
  useLiveHome();
  const retry = async () => {
    await home.refresh();
    if (home.get().fault) announce(say(data ? 'home.fault' : 'home.fault.first'));
  };
  return (
    <>
      <header className={styles.head}>
        <h1 tabIndex={-1} className={styles.title}>
          {say('home.title')}
        </h1>
        <p className={styles.organization}>{me.organizationName}</p>
      </header>
      {fault && (
        <FaultBar
          title={say(data ? 'home.fault' : 'home.fault.first')}
          text={data && loadedAt ? say('home.shown', { time: clock.moment(new Date(loadedAt), now) }) : ''}
          fault={fault}
          busy={busy}
          retry={() => void retry()}
        />
      )}
      {data ? (
        <div className={shared.columns}>
          <div className={shared.column}>
            <NeedsYou home={data} actions={actions} />
            <Latest home={data} actions={actions} />
          </div>
          <div className={shared.column}>
            <Week week={data.week} />
            <Setup integrations={data.integrations} />
          </div>
        </div>
      ) : (
        !fault && <HomeSkeleton inside />
      )}
    </>
  );
}

/** Keeps Home up to date while it is open, and says what has changed. */
function useLiveHome(): void {
  const { say } = useWords();
  const { api, home } = useData();
  useEffect(() => home.onArrival((before, after) => differences(before, after, say).forEach(announce)), [home, say]);
  useEffect(() => {
    const stop = startLive({
      open: signal => api.open('/api/home/changes', signal),
      refresh: () => void home.refresh(),
      tell: liveState.set,
    });
    return () => {
      stop();
      liveState.set('idle');
    };
  }, [api, home]);
}
