import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { createApi } from './api.ts';
import type { Data } from './context.ts';
import { createFeed } from './feed.ts';
import { keepFocus } from './focus.ts';
import { meetSurroundings, tellTeams, token } from './meet.ts';
import { go, route } from './router.ts';
import { surroundings } from './surroundings.ts';

const api = createApi(token);
const data: Data = {
  api,
  me: createFeed({ load: options => api.get('/api/me', options) }),
  home: createFeed({ load: options => api.get('/api/home', options) }),
};

/** With a token from Teams both can be asked for at once; a browser first has to show that somebody is signed in. */
const begin = async (): Promise<void> => {
  const { phase } = surroundings.get();
  if (data.me.get().data || (phase !== 'teams' && phase !== 'browser')) return;
  const me = data.me.refresh();
  if (phase === 'browser') await me;
  if (phase === 'teams' || data.me.get().data) await data.home.refresh();
};

const follow = (): void => {
  document.documentElement.dataset.theme = surroundings.get().theme;
};

// A chunk that is gone because a newer version was deployed.
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('reloaded') ?? 0);
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem('reloaded', String(Date.now()));
  location.reload();
});

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
follow();
surroundings.subscribe(follow);
surroundings.subscribe(begin);
keepFocus();
meetSurroundings(place => go(place, { replace: true }));
void begin();
route.subscribe(() => tellTeams(teams => teams.at(location.pathname)));
createRoot(root).render(<App data={data} />);
