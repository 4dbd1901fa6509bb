import { TeamsInfo } from 'botbuilder';
import type { Context } from '#core/context.ts';
import { findByTeams, refreshAddress } from '#core/people/by-teams.ts';
import { connectTeams } from '#core/people/connect-teams.ts';
import type { Person } from '#core/people/model.ts';
import { ConnectorError } from './connector-client.ts';
import type { Turn } from './turn.ts';

export type Known = { kind: 'person'; ctx: Context; person: Person };

export type Connected = Known & { organizationName: string };

export type Stranger =
  | { kind: 'no-organization'; entraTenantId: string }
  | { kind: 'unknown-person'; organizationName: string }
  | { kind: 'inactive' }
  /** Teams names neither tenant nor person. */
  | { kind: 'nameless' };

export type Identity = Known | Stranger;

/** Who is behind a turn. Keeps the known person's address fresh; looks up somebody unknown in the chat's roster. */
export async function identify(turn: Turn): Promise<Identity> {
  const { entraTenantId, entraObjectId, address, locale, timeZone } = turn;
  if (!entraTenantId || !entraObjectId) return { kind: 'nameless' };
  const person = await findByTeams(entraTenantId, entraObjectId);
  if (!person || person.teams?.state === 'removed' || !person.teams) return connect(turn);
  if (!person.active) return { kind: 'inactive' };
  const ctx = contextOf(turn, person);
  await refreshAddress(ctx, { person, address, ...(locale ? { locale } : {}), ...(timeZone ? { timeZone } : {}) });
  return { kind: 'person', ctx, person };
}

/** Makes the chat the way to the person, whatever was before: on install, on signing in again, and for the unknown. */
export async function connect(turn: Turn): Promise<Connected | Stranger> {
  const { entraTenantId, entraObjectId, address, locale, timeZone, now, log } = turn;
  if (!entraTenantId || !entraObjectId) return { kind: 'nameless' };
  const connection = await connectTeams({
    entraTenantId,
    entraObjectId,
    address,
    emails: await rosterEmails(turn),
    ...(locale ? { locale } : {}),
    ...(timeZone ? { timeZone } : {}),
    now,
    log,
  });
  if (connection.kind === 'no-organization') return { kind: 'no-organization', entraTenantId };
  if (connection.kind !== 'connected') return connection;
  const { person, organizationName } = connection;
  return { kind: 'person', ctx: contextOf(turn, person), person, organizationName };
}

function contextOf({ now, log }: Turn, person: Person): Context {
  const actor = { kind: 'person', id: person._id, name: person.displayName } as const;
  return { organization: person.organization, actor, now, log };
}

/** Mail address and user principal name, as the chat's roster has them; none where the roster refuses. */
async function rosterEmails({ context, address, log }: Turn): Promise<string[]> {
  try {
    const member = await TeamsInfo.getMember(context, address.userId);
    return [...new Set([member.email, member.userPrincipalName].flatMap(email => email || []))];
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    log.warn({ status: error.statusCode, reason: error.code }, 'the roster gave no member');
    return [];
  }
}
