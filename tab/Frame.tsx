import { makeStyles, tokens } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { Announcer } from './Announcer.tsx';
import { useData, useStore, useWords } from './context.ts';
import { FaultBar } from './FaultBar.tsx';
import { focusOn } from './focus.ts';
import { HomeSkeleton } from './home/HomeSkeleton.tsx';
import { tellTeams } from './meet.ts';
import { PageSkeleton } from './PageSkeleton.tsx';
import { pageAt } from './pages.ts';
import { route } from './router.ts';
import { Strip } from './Strip.tsx';
import { surroundings } from './surroundings.ts';
import { viewOf } from './view.ts';
import type { Key } from './words.ts';

const Stops = lazy(() => import('./Stops.tsx').then(module => ({ default: module.Stops })));
const Missing = lazy(() => import('./Stops.tsx').then(module => ({ default: module.Missing })));

const useStyles = makeStyles({
  skip: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalM,
    top: '-100px',
    zIndex: 2,
    padding: '10px 16px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    ':focus': { top: tokens.spacingVerticalS },
  },
  main: {
    boxSizing: 'border-box',
    maxWidth: '1240px',
    marginInline: 'auto',
    padding: '20px 24px 40px',
    '@media (max-width: 639px)': { padding: '16px 12px 32px' },
  },
});

/** What is around every page: the way past it, the navigation, the page, and what is read out. */
export function Frame({ product }: { product: string }) {
  const styles = useStyles();
  const { say } = useWords();
  const main = useRef<HTMLElement>(null);
  const { phase } = useStore(surroundings);
  const { me, home } = useData();
  const [meState, homeState, place] = [useStore(me), useStore(home), useStore(route)];
  const page = pageAt(place);
  const view = viewOf({ phase, me: meState.data, meFault: meState.fault, pageFault: homeState.fault });
  const title: Key =
    view === 'page' || view === 'loading' || view === 'fault' ? (page?.title ?? 'missing.title') : `${view}.title`;

  useEffect(() => {
    document.title = say('page.title', { page: say(title), product });
  }, [say, title, product]);
  // What lies below a page's place is its own to begin.
  useFocusOnChange(main, `${page?.place ?? place} ${title}`, view);
  useEffect(() => {
    if (phase === 'teams') tellTeams(teams => teams.shown());
  }, [phase]);

  return (
    <>
      <a className={styles.skip} href="#content">
        {say('page.skip')}
      </a>
      <Strip current={page?.place} role={meState.data?.role} bare={!['page', 'loading', 'fault'].includes(view)} />
      <main id="content" ref={main} tabIndex={-1} className={styles.main}>
        <Suspense fallback={waiting()}>{content()}</Suspense>
      </main>
      <Announcer />
    </>
  );

  function waiting() {
    return page && page.place !== 'home' ? <PageSkeleton title={say(page.title)} /> : <HomeSkeleton />;
  }

  function content() {
    if (view === 'loading') return waiting();
    if (view === 'fault')
      return (
        <FaultBar
          title={say('home.fault.first')}
          fault={meState.fault}
          busy={meState.busy}
          retry={() => me.refresh()}
        />
      );
    if (view !== 'page') return <Stops stop={view} fault={meState.fault ?? homeState.fault} />;
    if (!page || !meState.data) return <Missing />;
    return <page.View me={meState.data} />;
  }
}

/** After the first page, a new one is begun at its heading. */
function useFocusOnChange(main: { current: HTMLElement | null }, key: string, view: string): void {
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (view === 'loading' || last.current === key) return;
    const first = last.current === undefined;
    last.current = key;
    if (first) return;
    // A lazy page brings its heading later; the skeleton's takes no focus, and the page before is hidden by then.
    const until = performance.now() + 5000;
    const look = () => {
      const headings = [...(main.current?.querySelectorAll<HTMLElement>('h1[tabindex]') ?? [])];
      const heading = headings.find(each => each.checkVisibility());
      if (heading) focusOn(heading);
      else if (performance.now() < until) requestAnimationFrame(look);
    };
    look();
    window.scrollTo(0, 0);
  }, [main, key, view]);
}
