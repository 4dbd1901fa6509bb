import { makeStyles, tokens } from '@fluentui/react-components';
import { lazy, use, useEffect } from 'react';
import { useStore, useWords } from '../context.ts';
import type { PageProps } from '../pages.ts';
import { go, route } from '../router.ts';
import { SectionNav } from './SectionNav.tsx';
import { placeOf } from './sections.ts';
import { Security } from './security/Security.tsx';
import { SettingsWordsContext, settingsWords } from './settings-words.ts';

const Missing = lazy(() => import('../Stops.tsx').then(module => ({ default: module.Missing })));

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: '180px minmax(0, 1fr)',
    alignItems: 'start',
    columnGap: '28px',
    '@media (max-width: 899px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: '16px' },
  },
  crumbs: {
    display: 'flex',
    columnGap: '6px',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  crumb: { ':not(:last-child)::after': { content: '"›" / ""', marginInlineStart: '6px' } },
  title: {
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  organization: {
    marginBottom: tokens.spacingVerticalL,
    color: tokens.colorNeutralForeground2,
    overflowWrap: 'anywhere',
  },
});

/** What recruiters set for their company; each part has its own address. */
export function Settings({ me }: PageProps) {
  const styles = useStyles();
  const words = useWords();
  const say = use(settingsWords(words));
  const route_ = useStore(route);
  const place = placeOf(route_);
  useEffect(() => {
    if (route_ === 'settings') go('settings/security', { replace: true });
  }, [route_]);
  if (!place) return <Missing />;
  return (
    <SettingsWordsContext value={say}>
      <nav aria-label={say('crumbs.label')}>
        <ol className={styles.crumbs}>
          <li className={styles.crumb}>{words.say('settings.title')}</li>
          <li className={styles.crumb} aria-current="page">
            {say('security.title')}
          </li>
        </ol>
      </nav>
      <h1 tabIndex={-1} className={styles.title}>
        {say('security.title')}
      </h1>
      <p className={styles.organization}>{me.organizationName}</p>
      <div className={styles.columns}>
        <SectionNav current={place} />
        <Security place={place} />
      </div>
    </SettingsWordsContext>
  );
}
