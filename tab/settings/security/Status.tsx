import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled, CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Circle16Regular, Circle20Regular } from '@fluentui/react-icons/svg/circle';
import { Clock20Regular } from '@fluentui/react-icons/svg/clock';
import { Warning20Filled } from '@fluentui/react-icons/svg/warning';
import type { Connection } from '#api/settings/security/contract.ts';
import { useClock, useNow, useStore } from '../../context.ts';
import { useShared } from '../../styles.ts';
import { Moment } from '../Moment.tsx';
import { useSettingsWords } from '../settings-words.ts';
import { useSettingsStyles } from '../styles.ts';
import { refusedBefore, stateWords, type Tone } from './state-words.ts';
import type { Looking } from './use-security.ts';

const icons: Record<Tone, typeof Clock20Regular> = {
  good: CheckmarkCircle20Filled,
  waiting: Clock20Regular,
  bad: Warning20Filled,
  off: Circle20Regular,
};

const useStyles = makeStyles({
  status: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: '10px',
    padding: '12px 14px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  bad: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
  },
  title: { fontWeight: tokens.fontWeightSemibold },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 20px',
    '@media (max-width: 479px)': { display: 'grid' },
    marginTop: '8px',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
  },
  fact: { display: 'flex', flexWrap: 'wrap', columnGap: '6px' },
  factName: { display: 'flex', alignItems: 'center', columnGap: '6px', color: tokens.colorNeutralForeground3 },
  look: { marginTop: '8px' },
  past: { marginTop: '6px' },
});

const facts = ['firstRequestAt', 'testConnectionAt', 'firstUserAt', 'lastWriteAt'] as const;
const soonStates: Connection['state'][] = ['waiting', 'connected', 'refused'];

/** How a directory does, as measured, and what has been seen of it. */
export function Status({ connection, looking }: { connection: Connection; looking: Looking }) {
  const styles = useStyles();
  const shared = useShared();
  const settings = useSettingsStyles();
  const say = useSettingsWords();
  const clock = useClock();
  const now = useNow();
  const soon = useStore(looking.soon);
  const { busy } = useStore(looking.feed);
  const { tone, title, text } = stateWords(connection, say, clock, now);
  const Icon = icons[tone];
  const toneStyle = { good: settings.good, bad: settings.bad, waiting: settings.muted, off: settings.muted }[tone];
  const { state, seen } = connection;
  const past = state === 'refused' ? [] : refusedBefore(connection, say, clock, now);
  return (
    <div className={mergeClasses(styles.status, tone === 'bad' && styles.bad)}>
      <Icon className={mergeClasses(toneStyle)} aria-hidden />
      <div>
        <p className={styles.title}>{title}</p>
        <p className={settings.muted}>{text}</p>
        {state !== 'no-token' && (
          <dl className={styles.facts}>
            {facts.map(fact => {
              const at = seen[fact];
              return (
                <div key={fact} className={styles.fact}>
                  <dt className={styles.factName}>
                    {at ? (
                      <CheckmarkCircle16Filled className={settings.good} aria-hidden />
                    ) : (
                      <Circle16Regular aria-hidden />
                    )}
                    {say(`fact.${fact}`)}
                  </dt>
                  <dd>{at ? <Moment at={at} /> : say('fact.none')}</dd>
                </div>
              );
            })}
          </dl>
        )}
        {past.length > 0 && (
          <p className={mergeClasses(settings.small, styles.past)}>
            {say('refused.past')} {past.join(' · ')}
          </p>
        )}
        {soonStates.includes(state) && (
          <div className={mergeClasses(settings.row, styles.look)}>
            <span className={settings.small}>{say(soon ? 'look.soon' : 'look.rests')}</span>
            <Button
              size="small"
              className={shared.target}
              disabledFocusable={busy}
              onClick={() => void looking.lookNow()}
            >
              {say('look.now')}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
