import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowForward16Regular } from '@fluentui/react-icons/svg/arrow-forward';
import { Edit16Regular } from '@fluentui/react-icons/svg/edit';
import { ErrorCircle16Filled } from '@fluentui/react-icons/svg/error-circle';
import { PersonAdd16Regular } from '@fluentui/react-icons/svg/person-add';
import { PersonProhibited16Regular } from '@fluentui/react-icons/svg/person-prohibited';
import type { Verb as Name } from '#api/settings/security/contract.ts';
import { useSettingsWords } from '../settings-words.ts';

export const verbs: Name[] = ['create', 'update', 'disable', 'skip', 'failure'];

export const verbIcons: Record<Name, typeof Edit16Regular> = {
  create: PersonAdd16Regular,
  update: Edit16Regular,
  disable: PersonProhibited16Regular,
  skip: ArrowForward16Regular,
  failure: ErrorCircle16Filled,
};

const useStyles = makeStyles({
  verb: { display: 'inline-flex', alignItems: 'center', columnGap: '6px', fontWeight: tokens.fontWeightSemibold },
  create: { color: tokens.colorStatusSuccessForeground1 },
  update: { color: tokens.colorBrandForeground1 },
  disable: { color: tokens.colorStatusWarningForeground3 },
  skip: { color: tokens.colorNeutralForeground3 },
  failure: { color: tokens.colorStatusDangerForeground3 },
});

/** What was done, as icon and word. */
export function Verb({ verb }: { verb: Name }) {
  const styles = useStyles();
  const say = useSettingsWords();
  const Icon = verbIcons[verb];
  return (
    <span className={mergeClasses(styles.verb, styles[verb])}>
      <Icon aria-hidden />
      {say(`verb.${verb}`)}
    </span>
  );
}
