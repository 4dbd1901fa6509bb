import type { Context } from '#core/context.ts';
import { driver } from '#core/database.ts';
import { People, type Person } from '#core/people/model.ts';
import { providerNames, stateOf } from './connections.ts';
import { type Connection, Connections, type Group, Groups, refusals, type TokenRefusal } from './model.ts';
import { cachedTotal } from './totals.ts';

type Progress = { state: 'not-set-up' | 'waiting' | 'working' | 'failing'; detail?: string; at?: Date };
type Seen = Pick<Connection, 'provider' | 'seen'> & {
  tokens: Pick<Connection['tokens'][number], 'expiresAt' | 'revokedAt'>[];
};

/** What was measured of provisioning: of several directories, whatever needs somebody most. */
export async function provisioningProgress(ctx: Context): Promise<Progress> {
  const { organization, now } = ctx;
  const connections = await driver<Connection>(Connections).find({ organization }).toArray();
  const each = connections.map(connection => connectionProgress(connection, now));
  const chosen = (['failing', 'working', 'waiting'] as const).flatMap(state => newest(each, state));
  const [progress = { state: 'not-set-up' }] = chosen;
  if (progress.state !== 'working') return progress;
  const filter = { organization, 'directory.listed': true as const };
  const [people, groups] = await Promise.all([
    cachedTotal(organization, filter, () => driver<Person>(People).countDocuments(filter)),
    driver<Group>(Groups).countDocuments({ organization }),
  ]);
  return { ...progress, detail: `${counted(people, 'person', 'people')} and ${counted(groups, 'group', 'groups')}.` };
}

/** How far one directory is, by what was seen of it. */
function connectionProgress({ provider, tokens, seen }: Seen, now: Date): Progress {
  const name = providerNames[provider];
  const live = tokens.some(token => stateOf(token, now) === 'live');
  const refused = newestRefusal(seen);
  if (refused && refused.at > (seen.lastRequestAt ?? 0))
    return { state: 'failing', detail: `${name} was refused: ${refusedWords[refused.why]}`, at: refused.at };
  if (!live && seen.firstRequestAt) {
    const expired = tokens.filter(token => stateOf(token, now) === 'expired').map(token => token.expiresAt);
    const at = expired.toSorted((one, other) => other.getTime() - one.getTime())[0];
    const why = at ? `expired on ${at.toISOString().slice(0, 10)}` : 'was revoked';
    return { state: 'failing', detail: `The token of ${name} ${why}, and there is no other.`, ...(at ? { at } : {}) };
  }
  if (seen.lastRequestAt) return { state: 'working', at: seen.lastRequestAt };
  return live
    ? { state: 'waiting', detail: `Waiting for the first request of ${inSentence(name)}.` }
    : { state: 'not-set-up' };
}

const refusedWords: Record<TokenRefusal, string> = {
  unknown: 'its token is a wrong one.',
  expired: 'its token has expired.',
  revoked: 'its token was revoked.',
};

function newestRefusal({ refused = {} }: Connection['seen']): { why: TokenRefusal; at: Date } | undefined {
  const each = refusals.flatMap(why => (refused[why] ? { why, at: refused[why].at } : []));
  return each.toSorted((one, other) => other.at.getTime() - one.at.getTime())[0];
}

function newest(each: Progress[], state: Progress['state']): Progress[] {
  const those = each.filter(progress => progress.state === state);
  return those.toSorted((one, other) => (other.at?.getTime() ?? 0) - (one.at?.getTime() ?? 0));
}

function inSentence(name: string): string {
  return name.replace(/^The /, 'the ');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
