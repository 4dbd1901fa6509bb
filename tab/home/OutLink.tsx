import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Open16Regular } from '@fluentui/react-icons/svg/open';
import { useShared } from '../styles.ts';

const useStyles = makeStyles({
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    paddingInline: '8px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  icon: { flexShrink: 0 },
});

/** A link that leaves Teams; its words say so. */
export function OutLink({ href, label, children }: { href: string; label: string; children: string }) {
  const styles = useStyles();
  const shared = useShared();
  return (
    <a
      className={mergeClasses(shared.target, styles.link)}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={label}
    >
      {children}
      <Open16Regular className={styles.icon} aria-hidden />
    </a>
  );
}
