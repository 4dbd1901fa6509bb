import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { MouseEvent } from 'react';
import type { Me } from '#api/me/contract.ts';
import { useWords } from './context.ts';
import { LiveMark } from './LiveMark.tsx';
import { pages } from './pages.ts';
import { go, href } from './router.ts';

const useStyles = makeStyles({
  strip: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  inner: {
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'stretch',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalL,
    minHeight: '44px',
    maxWidth: '1240px',
    marginInline: 'auto',
    paddingInline: '14px 24px',
    '@media (max-width: 639px)': { paddingInline: '2px 12px' },
  },
  side: { display: 'flex', alignItems: 'center', columnGap: '12px' },
  help: {
    display: 'inline-flex',
    alignItems: 'center',
    minHeight: '24px',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
    '@media (pointer: coarse)': { minHeight: '44px' },
  },
  list: { display: 'flex', flexWrap: 'wrap' },
  link: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    minHeight: '44px',
    paddingInline: '10px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-4px' },
  },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    '::after': {
      content: '""',
      position: 'absolute',
      insetInline: '10px',
      bottom: 0,
      height: '3px',
      borderRadius: '2px',
      backgroundColor: tokens.colorCompoundBrandStroke,
      forcedColorAdjust: 'none',
    },
  },
});

type Props = {
  /** The place of the page that is open. */
  current: string | undefined;
  role: Me['role'] | undefined;
  /** Without navigation, for who cannot go anywhere. */
  bare: boolean;
};

/** The navigation, and whether changes come by themselves. */
export function Strip({ current, role, bare }: Props) {
  const styles = useStyles();
  const { say } = useWords();
  const mine = pages.filter(({ roles }) => role === undefined || roles.includes(role));
  const open = (event: MouseEvent, place: string) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(place);
  };
  return (
    <header className={mergeClasses(!bare && styles.strip)}>
      <div className={styles.inner}>
        {mine.length > 0 && !bare ? (
          <nav aria-label={say('nav.label')}>
            <ul className={styles.list}>
              {mine.map(({ place, nav }) => (
                <li key={place}>
                  <a
                    href={href(place)}
                    className={mergeClasses(styles.link, place === current && styles.current)}
                    aria-current={place === current ? 'page' : undefined}
                    onClick={event => open(event, place)}
                  >
                    {say(nav)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        ) : (
          <span />
        )}
        <div className={styles.side}>
          <LiveMark />
          <a href="/help" target="_blank" rel="noopener" className={styles.help} aria-label={say('nav.help.of')}>
            {say('nav.help')}
          </a>
        </div>
      </div>
    </header>
  );
}
