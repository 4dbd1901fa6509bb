import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Regular } from '@fluentui/react-icons/svg/checkmark-circle';
import { Clock16Regular } from '@fluentui/react-icons/svg/clock';
import { ErrorCircle16Regular } from '@fluentui/react-icons/svg/error-circle';
import { QuestionCircle16Regular } from '@fluentui/react-icons/svg/question-circle';
import { SubtractCircle16Regular } from '@fluentui/react-icons/svg/subtract-circle';
import type { HomeEvent } from '#api/home/contract.ts';
import { serverLanguage, useClock, useNow, useWords } from '../context.ts';
import { deliveryLines } from './delivery-words.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '2px', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  line: { display: 'grid', gridTemplateColumns: '16px minmax(0, 1fr)', columnGap: '6px' },
  why: { display: 'block', color: tokens.colorNeutralForeground3 },
  sent: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground3 },
  unknown: { color: tokens.colorStatusWarningForeground3 },
  waiting: { color: tokens.colorNeutralForeground3 },
  'not-sent': { color: tokens.colorNeutralForeground3 },
});

const icons = {
  waiting: Clock16Regular,
  sent: CheckmarkCircle16Regular,
  failed: ErrorCircle16Regular,
  unknown: QuestionCircle16Regular,
  'not-sent': SubtractCircle16Regular,
};

/** What became of a notification: an icon, and the same in words. */
export function Delivery({ delivery }: { delivery: HomeEvent['delivery'] }) {
  const styles = useStyles();
  const { say } = useWords();
  const clock = useClock();
  const now = useNow();
  return (
    <ul className={styles.list}>
      {deliveryLines(delivery, say, at => clock.moment(at, now)).map(({ state, text, why }) => {
        const Icon = icons[state];
        return (
          <li key={text} className={styles.line}>
            <Icon className={mergeClasses(styles[state])} aria-hidden />
            <span>
              {text}
              {why && (
                <span lang={serverLanguage} className={styles.why}>
                  {why}
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
