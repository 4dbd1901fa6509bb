import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { useClock } from '../../context.ts';
import { useShared } from '../../styles.ts';
import { CopyButton } from '../CopyButton.tsx';
import { Disclosure } from '../Disclosure.tsx';
import { Notice } from '../Notice.tsx';
import { type SettingsKey, useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { useFocusAfter } from '../use-focus-after.ts';
import { Changes } from './Changes.tsx';
import type { RowProps } from './LogRow.tsx';

const EnableDialog = lazy(() => import('./EnableDialog.tsx').then(module => ({ default: module.EnableDialog })));
const MergeDialog = lazy(() => import('./MergeDialog.tsx').then(module => ({ default: module.MergeDialog })));

const useStyles = makeStyles({
  root: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: '12px', paddingBlock: '8px 12px' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(90px, max-content) minmax(0, 1fr)',
    alignItems: 'baseline',
    columnGap: '16px',
    rowGap: '4px',
    '@media (max-width: 479px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: 0 },
  },
  name: {
    color: tokens.colorNeutralForeground3,
    '@media (max-width: 479px)': { marginTop: '6px', fontWeight: tokens.fontWeightSemibold },
  },
  value: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 10px', minWidth: 0 },
  mend: { fontWeight: tokens.fontWeightSemibold },
  sent: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

/** All that is known of an entry, and what can be done about it. */
export function LogDetails({ entry, mayChange, only, enabled, merged }: RowProps) {
  const styles = useStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const clock = useClock();
  const [opened, setOpened] = useState<'enable' | 'merge'>();
  /** Set when the person was enabled here. */
  const [back, setBack] = useState<object>();
  const backLine = useRef<HTMLParagraphElement>(null);
  const done = useRef(false);
  useFocusAfter(back, backLine);
  const { at, actor, target, request, requestId, sent, mend, double, changes } = entry;
  const { id } = target;
  const mayEnable = entry.mayEnable && mayChange;
  const close = () => {
    setOpened(undefined);
    if (done.current) setBack({});
    done.current = false;
  };
  const fact = (name: SettingsKey, value: ReactNode) => (
    <>
      <dt className={styles.name}>{say(name)}</dt>
      <dd className={styles.value}>{value}</dd>
    </>
  );
  return (
    <div className={styles.root}>
      {mend && !double && (
        <Notice>
          <span className={styles.mend}>{say('log.mend')}</span> {mend}
        </Notice>
      )}
      {double && id && (
        <Notice warning>
          <div className={settings.spread}>
            <p>{say('log.double', { name: double.name, email: double.email })}</p>
            {mayChange && (
              <Button className={shared.target} onClick={() => setOpened('merge')}>
                {say('log.double.compare')}
              </Button>
            )}
          </div>
        </Notice>
      )}
      {changes.length > 0 && <Changes changes={changes} />}
      <dl className={styles.facts}>
        {fact('log.when', clock.full(new Date(at)))}
        {fact('log.who', actor)}
        {request && fact('log.request', <span className={settings.code}>{request}</span>)}
        {requestId &&
          fact(
            'log.request.id',
            <>
              <span className={settings.code}>{requestId}</span>
              <CopyButton text={requestId} what={say('log.request.id')} appearance="subtle" />
            </>,
          )}
        {id && fact('log.target.id', <span className={settings.code}>{id}</span>)}
        {fact('log.entry.id', <span className={settings.code}>{entry.id}</span>)}
      </dl>
      {sent && (
        <Disclosure title={say('log.sent')}>
          {() => (
            <>
              <pre className={mergeClasses(settings.code, styles.sent)}>{sent}</pre>
              <CopyButton text={sent} what={say('log.sent')} appearance="subtle" />
            </>
          )}
        </Disclosure>
      )}
      {back && (
        <p ref={backLine} tabIndex={-1} className={settings.row}>
          <CheckmarkCircle20Filled className={settings.good} aria-hidden />
          {say('enable.done', { name: target.name })}
        </p>
      )}
      {id && (
        <div className={settings.row}>
          {mayEnable && (
            <Button className={shared.target} onClick={() => setOpened('enable')}>
              {say('log.enable')}
            </Button>
          )}
          <Button
            appearance="subtle"
            className={mergeClasses(shared.target, !mayEnable && settings.flush)}
            onClick={() => only({ id, name: target.name })}
          >
            {say('log.only.show', { name: target.name })}
          </Button>
        </div>
      )}
      <Suspense>
        {opened === 'enable' && id && (
          <EnableDialog
            person={{ id, name: target.name }}
            enabled={() => {
              done.current = true;
              enabled();
            }}
            close={close}
          />
        )}
        {opened === 'merge' && id && double && (
          <MergeDialog one={{ id, name: target.name }} other={double} merged={merged} close={close} />
        )}
      </Suspense>
    </div>
  );
}
