import { makeStyles, tokens } from '@fluentui/react-components';
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle';
import type { Fault } from '../api.ts';
import { useWords } from '../context.ts';
import { faultWords } from '../fault-words.ts';
import { useSettingsStyles } from './styles.ts';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: '8px',
    padding: '8px 12px',
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorNeutralForeground1,
    overflowWrap: 'anywhere',
  },
  title: { fontWeight: tokens.fontWeightSemibold },
  id: { display: 'block', color: tokens.colorNeutralForeground2 },
});

/** Why something was not done, beside what was pressed. */
export function Trouble({ title, fault, text }: { title: string; fault: Fault; text?: string }) {
  const styles = useStyles();
  const settings = useSettingsStyles();
  const { say } = useWords();
  return (
    <div role="alert" className={styles.root}>
      <ErrorCircle20Filled className={settings.bad} aria-hidden />
      <p>
        <span className={styles.title}>{title}</span> {faultWords(fault, say)} {text}
        {fault.requestId && <small className={styles.id}>{say('fault.request', { id: fault.requestId })}</small>}
      </p>
    </div>
  );
}
