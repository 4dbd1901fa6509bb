import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { Circle20Regular } from '@fluentui/react-icons/svg/circle';
import { Clock20Regular } from '@fluentui/react-icons/svg/clock';
import { Warning20Regular } from '@fluentui/react-icons/svg/warning';
import type { Integration } from '#api/home/contract.ts';
import { serverLanguage, useWords } from '../context.ts';
import { Panel } from '../Panel.tsx';

const useStyles = makeStyles({
  body: { padding: '8px 20px 16px', '@media (max-width: 639px)': { padding: '8px 14px 14px' } },
  track: {
    height: '4px',
    borderRadius: '2px',
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground6,
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  done: { height: '100%', backgroundColor: tokens.colorCompoundBrandBackground, forcedColorAdjust: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) auto',
    columnGap: '10px',
    alignItems: 'center',
    paddingBlock: '9px',
    overflowWrap: 'anywhere',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  },
  hint: {
    gridColumn: '2 / -1',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  state: {
    maxWidth: '150px',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    textAlign: 'end',
  },
  'not-set-up': { color: tokens.colorNeutralForeground3 },
  waiting: { color: tokens.colorNeutralForeground2 },
  working: { color: tokens.colorStatusSuccessForeground1 },
  failing: { color: tokens.colorStatusDangerForeground3 },
  note: { marginTop: '8px', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

const icons = {
  'not-set-up': Circle20Regular,
  waiting: Clock20Regular,
  working: CheckmarkCircle20Filled,
  failing: Warning20Regular,
};

/** As product.md recommends to go about it; the last needs nobody. */
const order = ['teams-app', 'teams-chat', 'outlook', 'scim', 'sso', 'oauth-login'] satisfies Integration['id'][];

/** How far each integration is, as measured. */
export function Setup({ integrations }: { integrations: Integration[] }) {
  const styles = useStyles();
  const { say } = useWords();
  const rows = order.flatMap(id => integrations.filter(each => each.id === id));
  const done = rows.filter(({ state }) => state === 'working').length;
  const width = `${(done / Math.max(rows.length, 1)) * 100}%`;
  return (
    <Panel title={say('setup.title')} aside={say('setup.progress', { done, total: rows.length })}>
      <div className={styles.body}>
        <div className={styles.track} aria-hidden>
          <div className={styles.done} style={{ width }} />
        </div>
        <ol>
          {rows.map(({ id, state, detail }) => {
            const Icon = icons[state];
            return (
              <li key={id} className={styles.row}>
                <Icon className={mergeClasses(styles[state])} aria-hidden />
                <span>{say(`setup.${id}`)}</span>
                <span className={styles.state}>{say(`setup.state.${state}`)}</span>
                <span lang={detail && serverLanguage} className={styles.hint}>
                  {detail ?? say(`setup.${id}.hint`)}
                </span>
              </li>
            );
          })}
        </ol>
        {done < rows.length && <p className={styles.note}>{say('setup.approval')}</p>}
      </div>
    </Panel>
  );
}
