import { Button, MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components';
import type { Security } from '#api/settings/security/contract.ts';
import { announce } from '../../announce.ts';
import { useClock, useData, useNow } from '../../context.ts';
import { useShared } from '../../styles.ts';
import { partId } from '../sections.ts';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { Trouble } from '../Trouble.tsx';
import { useDeed } from '../use-deed.ts';
import { burstTimes } from './burst-times.ts';
import { base, type Looking } from './use-security.ts';

const useStyles = makeStyles({
  bar: { paddingBlock: '10px' },
  body: { display: 'grid', gap: '8px' },
});

export type Burst = NonNullable<Security['guard']['burst']>;

type Props = {
  burst: Burst;
  mayChange: boolean;
  looking: Looking;
  restore: () => void;
  show: () => void;
};

/** Many people lost their access within an hour: since when, and the way to bring them back. */
export function BurstBar({ burst, mayChange, looking, restore, show }: Props) {
  const styles = useStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const clock = useClock();
  const now = useNow();
  const { api } = useData();
  const { busy, fault, run } = useDeed();
  const { from, count, threshold, inactive } = burst;
  const intend = async () => {
    const done = await run(async () => {
      await api.post(`${base}/guard/intended`, { from });
      await looking.feed.refresh();
    });
    if (!done) return;
    announce(say('burst.noted'));
    // The button that had the focus is gone.
    document.getElementById(partId('scim'))?.querySelector('h2')?.focus();
  };
  return (
    <section aria-label={say('burst.title', { count })}>
      <MessageBar intent="warning" layout="multiline" className={styles.bar}>
        <MessageBarBody className={styles.body}>
          <span>
            <MessageBarTitle>{say('burst.title', { count })}</MessageBarTitle>{' '}
            {say('burst.text', { ...burstTimes(burst, clock, now), threshold })}
            {inactive !== count && ` ${say('burst.still', { inactive })}`}
          </span>
          <span>{say(mayChange ? 'burst.what' : 'burst.ask')}</span>
          <span className={settings.row}>
            {mayChange && (
              <Button appearance="primary" className={shared.target} onClick={restore}>
                {say('burst.restore', { count: inactive })}
              </Button>
            )}
            <Button className={shared.target} onClick={show}>
              {say('burst.show')}
            </Button>
            {mayChange && (
              <Button
                appearance="transparent"
                className={shared.target}
                disabledFocusable={busy}
                onClick={() => void intend()}
              >
                {say(busy ? 'saving' : 'burst.intended')}
              </Button>
            )}
          </span>
          {fault && <Trouble title={say('burst.intended.failed')} fault={fault} />}
        </MessageBarBody>
      </MessageBar>
    </section>
  );
}
