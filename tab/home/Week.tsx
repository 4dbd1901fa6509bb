import { makeStyles, tokens } from '@fluentui/react-components';
import type { Home } from '#api/home/contract.ts';
import { useWords } from '../context.ts';
import { Panel } from '../Panel.tsx';
import { useWeekLayout } from './week-layout.ts';

const useStyles = makeStyles({
  body: { padding: '8px 20px 18px', '@media (max-width: 639px)': { padding: '8px 14px 16px' } },
  kind: {
    display: 'flex',
    flexDirection: 'column-reverse',
    justifyContent: 'flex-end',
    padding: '10px 12px',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  number: {
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  label: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    hyphens: 'auto',
  },
  rest: { marginTop: '12px', display: 'grid', gap: '4px' },
  line: { display: 'flex', justifyContent: 'space-between', gap: '12px' },
  value: { fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
});

/** The last seven days in numbers. */
export function Week({ week }: { week: Home['week'] }) {
  const styles = useStyles();
  const layout = useWeekLayout();
  const { say, locale } = useWords();
  const count = new Intl.NumberFormat(locale);
  const kinds = ['matched', 'referred', 'recommended', 'actions'] as const;
  const rest = ['reviewed', 'sent', 'failed'] as const;
  return (
    <Panel title={say('week.title')}>
      <div className={styles.body}>
        <dl className={layout.kinds}>
          {kinds.map(kind => (
            <div key={kind} className={styles.kind}>
              <dt className={styles.label}>{say(`week.${kind}`)}</dt>
              <dd className={styles.number}>{count.format(week[kind])}</dd>
            </div>
          ))}
        </dl>
        <dl className={styles.rest}>
          {rest.map(kind => (
            <div key={kind} className={styles.line}>
              <dt className={styles.label}>{say(`week.${kind}`)}</dt>
              <dd className={styles.value}>{count.format(week[kind])}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}
