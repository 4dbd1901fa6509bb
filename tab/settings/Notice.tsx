import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Info20Regular } from '@fluentui/react-icons/svg/info';
import { Warning20Filled } from '@fluentui/react-icons/svg/warning';
import type { ReactNode } from 'react';
import { useSettingsStyles } from './styles.ts';

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: '8px',
    padding: '8px 12px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground1,
    overflowWrap: 'anywhere',
  },
  warning: {
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    backgroundColor: tokens.colorStatusWarningBackground1,
  },
});

/** What should be known before going on; an icon and words tell how grave it is. */
export function Notice({ warning = false, children }: { warning?: boolean; children: ReactNode }) {
  const styles = useStyles();
  const settings = useSettingsStyles();
  return (
    <div className={mergeClasses(styles.root, warning && styles.warning)}>
      {warning ? <Warning20Filled className={settings.warning} aria-hidden /> : <Info20Regular aria-hidden />}
      <div>{children}</div>
    </div>
  );
}
