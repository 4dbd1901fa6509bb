import { changeSurroundings, surroundings, type Teams } from './surroundings.ts';

const answerLimitMs = 3000;

let teams: Promise<Teams> | undefined;

/** Asks Teams who and where we are; an answer after the limit still counts. */
export function meetSurroundings(go: (place: string) => void): void {
  if (surroundings.get().phase === 'browser') {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => changeSurroundings({ theme: dark.matches ? 'dark' : 'default' }));
    return;
  }
  const limit = setTimeout(() => changeSurroundings({ phase: 'silent' }), answerLimitMs);
  teams = import('./teams.ts').then(({ openTeams }) => openTeams(go));
  teams
    .then(() => changeSurroundings({ phase: 'teams' }))
    .catch((error: unknown) => changeSurroundings({ phase: 'silent', why: String(error) }))
    .finally(() => clearTimeout(limit));
}

/** In a browser without Teams there is no token: a session cookie goes with the request by itself. */
export async function token(): Promise<string | undefined> {
  return (await teams)?.token();
}

/** Tells Teams something once it is there; nothing anywhere else. */
export function tellTeams(tell: (teams: Teams) => void): void {
  teams?.then(tell).catch(() => undefined);
}
