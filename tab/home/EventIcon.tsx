import { makeStyles, tokens } from '@fluentui/react-components';
import { AlertUrgent20Regular } from '@fluentui/react-icons/svg/alert-urgent';
import { PersonArrowRight20Regular } from '@fluentui/react-icons/svg/person-arrow-right';
import { PersonSearch20Regular } from '@fluentui/react-icons/svg/person-search';
import { PersonStar20Regular } from '@fluentui/react-icons/svg/person-star';
import type { Kind } from './sentences.ts';

const useStyles = makeStyles({
  disc: {
    display: 'grid',
    placeItems: 'center',
    width: '36px',
    height: '36px',
    borderRadius: '50%',
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    boxSizing: 'border-box',
  },
});

const icons = {
  matched: PersonSearch20Regular,
  referred: PersonArrowRight20Regular,
  recommended: PersonStar20Regular,
  action: AlertUrgent20Regular,
} satisfies Record<Kind, unknown>;

/** Drawn beside words that say the same. */
export function EventIcon({ kind }: { kind: Kind }) {
  const styles = useStyles();
  const Icon = icons[kind];
  return (
    <span className={styles.disc} aria-hidden>
      <Icon />
    </span>
  );
}
