import type { Connection } from '#api/settings/security/contract.ts';
import type { Clock } from '../../clock.ts';
import type { SettingsSay } from '../settings-words.ts';
import { providerName } from './provider-name.ts';

export type Tone = 'good' | 'waiting' | 'bad' | 'off';
export type StateWords = { tone: Tone; title: string; text: string };

const tones: Record<Connection['state'], Tone> = {
  'no-token': 'off',
  expired: 'bad',
  waiting: 'waiting',
  refused: 'bad',
  connected: 'waiting',
  working: 'good',
  quiet: 'off',
};

/** How a directory does, in a title and what follows from it. */
export function stateWords(connection: Connection, say: SettingsSay, clock: Clock, now: Date): StateWords {
  const { state, seen, tokens, provider } = connection;
  const name = providerName(provider, say);
  const ended = tokens.filter(token => token.state === 'expired').map(token => token.expiresAt);
  const [lastEnd = ''] = ended.toSorted().toReversed();
  const since = state === 'expired' ? lastEnd : (seen.lastRequestAt ?? '');
  const title = say(`state.${state}`, { name, date: since && clock.calendar(new Date(since)) });
  return { tone: tones[state], title, text: textOf() };

  function textOf(): string {
    if (state === 'refused') return refusedWords(connection, say, clock, now);
    if (state !== 'working') return say(`state.${state}.text`, { name });
    const last = seen.lastRequestAt
      ? say('state.last', { ago: clock.ago(new Date(seen.lastRequestAt), now) })
      : say('state.none');
    return seen.nextCycleAt
      ? `${last} · ${say('state.next', { time: clock.moment(new Date(seen.nextCycleAt), now) })}`
      : last;
  }
}

/** The newest refusal; older ones matter no more. */
function refusedWords(connection: Connection, say: SettingsSay, clock: Clock, now: Date): string {
  const [newest] = connection.refused.toSorted((one, other) => other.at.localeCompare(one.at));
  if (!newest) return '';
  const { kind, at, count } = newest;
  return say(`refused.${kind}`, {
    count,
    time: clock.moment(new Date(at), now),
    name: providerName(connection.provider, say),
  });
}

/** What came with wrong tokens so far, by kind. */
export function refusedBefore({ refused }: Connection, say: SettingsSay, clock: Clock, now: Date): string[] {
  return refused.map(({ kind, count, at }) =>
    say('refused.past.kind', { kind, count, time: clock.moment(new Date(at), now) }),
  );
}
