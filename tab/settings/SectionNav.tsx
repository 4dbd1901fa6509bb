import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type MouseEvent, useEffect, useState } from 'react';
import { go, href } from '../router.ts';
import { beginPart, type Part, type Place, partId, parts, routeOf } from './sections.ts';
import { useSettingsWords } from './settings-words.ts';

const useStyles = makeStyles({
  nav: {
    position: 'sticky',
    top: '16px',
    '@media (max-width: 899px)': { position: 'static' },
  },
  list: {
    display: 'grid',
    gap: '2px',
    marginInlineStart: '-10px',
    '@media (max-width: 899px)': { display: 'flex', flexWrap: 'wrap' },
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    minHeight: '32px',
    paddingInline: '10px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { color: tokens.colorNeutralForeground1, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '@media (pointer: coarse)': { minHeight: '44px' },
  },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: 'underline',
    textDecorationColor: tokens.colorCompoundBrandStroke,
    textDecorationThickness: '2px',
    textUnderlineOffset: '6px',
  },
});

/** The parts of the page as text. */
export function SectionNav({ current }: { current: Place }) {
  const seen = useSeenPart(current.part ?? 'scim');
  const styles = useStyles();
  const say = useSettingsWords();
  const open = (event: MouseEvent, part: Part) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(routeOf({ part }));
    beginPart(part);
  };
  return (
    <nav aria-label={say('sections.label')} className={styles.nav}>
      <ul className={styles.list}>
        {parts.map(part => {
          const here = part === seen;
          return (
            <li key={part}>
              <a
                href={href(routeOf({ part }))}
                className={mergeClasses(styles.link, here && styles.current)}
                aria-current={here ? 'location' : undefined}
                onClick={event => open(event, part)}
              >
                {say(`part.${part}`)}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** The part that is looked at: the last one that has come up to the upper third. */
function useSeenPart(first: Part): Part {
  const [seen, setSeen] = useState(first);
  useEffect(() => setSeen(first), [first]);
  useEffect(() => {
    const look = () => {
      const atEnd =
        window.scrollY > 0 && window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
      const passed = parts.filter(part => {
        const top = document.getElementById(partId(part))?.getBoundingClientRect().top;
        return top !== undefined && (atEnd ? top < window.innerHeight : top < window.innerHeight / 3);
      });
      setSeen(passed.at(-1) ?? 'scim');
    };
    document.addEventListener('scroll', look, { passive: true });
    return () => document.removeEventListener('scroll', look);
  }, []);
  return seen;
}
