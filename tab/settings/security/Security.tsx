import { makeStyles } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { Restored } from '#api/settings/security/contract.ts';
import { useClock, useNow, useStore, useWords } from '../../context.ts';
import { FaultBar } from '../../FaultBar.tsx';
import { PageSkeleton } from '../../PageSkeleton.tsx';
import { go } from '../../router.ts';
import { Notice } from '../Notice.tsx';
import { beginPart, type Place, partId, routeOf } from '../sections.ts';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { isAlarming } from './alarm.ts';
import { type Burst, BurstBar } from './Burst.tsx';
import { everything, type LogFilter } from './log-filter.ts';
import { restoredWords } from './restored-words.ts';
import { Scim } from './Scim.tsx';
import { useSecurity } from './use-security.ts';

const Groups = lazy(() => import('./Groups.tsx').then(module => ({ default: module.Groups })));
const RestoreDialog = lazy(() => import('./RestoreDialog.tsx').then(module => ({ default: module.RestoreDialog })));
const Log = lazy(() => import('./Log.tsx').then(module => ({ default: module.Log })));

const useStyles = makeStyles({
  parts: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '20px' },
  part: { scrollMarginTop: '12px' },
});

/** How people come and go: SCIM, what groups give, and what provisioning did. */
export function Security({ place }: { place: Place }) {
  const styles = useStyles();
  const settings = useSettingsStyles();
  const words = useWords();
  const say = useSettingsWords();
  const clock = useClock();
  const now = useNow();
  const looking = useSecurity();
  const { data, fault, busy, loadedAt } = useStore(looking.feed);
  const [filter, setFilter] = useState<LogFilter>(everything);
  const [restored, setRestored] = useState<Restored>();
  /** The burst as it was seen when it was to be undone: another one may come meanwhile. */
  const [restoring, setRestoring] = useState<Burst>();
  const part = data && place.part;
  const begun = useRef(false);
  useEffect(() => {
    // Where an address leads to a part, it begins there; later on that is done by who changes the address.
    if (!part || begun.current) return;
    begun.current = true;
    beginPart(part);
  }, [part]);

  const burst = data?.guard.burst;
  const alarming = burst !== undefined && isAlarming(burst, now.getTime());
  const showBurst = () => {
    if (!burst) return;
    const { from, to } = burst;
    // What the log answers ends before `to`.
    const end = new Date(Date.parse(to) + 1).toISOString();
    setFilter({ ...everything, verbs: ['disable'], between: { from, to: end } });
    go(routeOf({ part: 'log' }));
    beginPart('log');
  };
  const newest = data?.newestEntry ?? '';
  const changed = () => void looking.lookNow();
  return (
    <div className={styles.parts}>
      {fault && (
        <FaultBar
          title={say(data ? 'security.fault' : 'security.fault.first')}
          text={data && loadedAt ? words.say('home.shown', { time: clock.moment(new Date(loadedAt), now) }) : ''}
          fault={fault}
          busy={busy}
          retry={() => void looking.feed.refresh()}
        />
      )}
      {!data && !fault && <PageSkeleton />}
      {data && (
        <>
          {!data.mayChange && <Notice>{say('security.look')}</Notice>}
          {burst && alarming && (
            <BurstBar
              key={burst.from}
              burst={burst}
              mayChange={data.mayChange}
              looking={looking}
              restore={() => setRestoring(burst)}
              show={showBurst}
            />
          )}
          {restored && (
            <p className={settings.row}>
              <CheckmarkCircle20Filled className={settings.good} aria-hidden />
              {restoredWords(restored, say)}
            </p>
          )}
          <div id={partId('scim')} className={styles.part}>
            <Scim
              security={data}
              looking={looking}
              restore={burst && !alarming ? () => setRestoring(burst) : undefined}
            />
          </div>
          <Suspense>
            {restoring && (
              <RestoreDialog
                burst={restoring}
                looking={looking}
                restored={setRestored}
                close={() => setRestoring(undefined)}
              />
            )}
          </Suspense>
          <Suspense fallback={<PageSkeleton />}>
            <div id={partId('groups')} className={styles.part}>
              <Groups mayChange={data.mayChange} newest={newest} changed={changed} />
            </div>
            <div id={partId('log')} className={styles.part}>
              <Log
                filter={filter}
                setFilter={setFilter}
                mayChange={data.mayChange}
                newest={newest}
                changed={changed}
                entry={place.entry}
              />
            </div>
          </Suspense>
        </>
      )}
    </div>
  );
}
