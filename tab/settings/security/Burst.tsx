import { Button, MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from '@fluentui/react-components';
import type { Security } from '#api/settings/security/contract.ts';
import { useClock, useNow } from '../../context.ts';
import { useShared } from '../../styles.ts';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { burstTimes } from './burst-times.ts';

const useStyles = makeStyles({
  bar: { paddingBlock: '10px' },
  body: { display: 'grid', gap: '8px' },
});

export type Burst = NonNullable<Security['guard']['burst']>;

type Props = {
  burst: Burst;
  mayChange: boolean;
  restore: () => void;
  show: () => void;
  /** It was no mistake: no more alarm. */
  dismiss: () => void;
};

/** Many people lost their access within an hour: since when, and the way to bring them back. */
export function BurstBar({ burst, mayChange, restore, show, dismiss }: Props) {
  const styles = useStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const clock = useClock();
  const now = useNow();
  const { count, threshold, inactive } = burst;
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
            <Button appearance="transparent" className={shared.target} onClick={dismiss}>
              {say('burst.intended')}
            </Button>
          </span>
        </MessageBarBody>
      </MessageBar>
    </section>
  );
}
