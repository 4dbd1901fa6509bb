import type { Context } from '#core/context.ts';
import { People } from '#core/people/model.ts';
import { provisioningProgress } from '#core/provisioning/progress.ts';

const ids = ['teams-app', 'teams-chat', 'outlook', 'sso', 'scim', 'oauth-login'] as const;

export type IntegrationState = {
  id: (typeof ids)[number];
  state: 'not-set-up' | 'waiting' | 'working' | 'failing';
  /** What was measured, in plain words. */
  detail?: string;
  at?: Date;
};

type Measure = (ctx: Context) => Promise<Omit<IntegrationState, 'id'>>;

/** Each integration that can be measured, in the order in which setup is recommended; the others are not set up. */
const measures: Partial<Record<IntegrationState['id'], Measure>> = {
  'teams-app': measureTeamsApp,
  scim: provisioningProgress,
};

/** How far the six integrations are, as measured: what was seen to work, not what was saved. */
export async function setupProgress(ctx: Context): Promise<IntegrationState[]> {
  return Promise.all(
    ids.map(async id => ({ id, ...((await measures[id]?.(ctx)) ?? { state: 'not-set-up' as const }) })),
  );
}

/** Recruiters first, whom an index finds; an employee's install counts as well. */
async function measureTeamsApp({ organization }: Context): Promise<Omit<IntegrationState, 'id'>> {
  const installed = { 'teams.state': 'installed' } as const;
  const recruiters = await People.find(
    { organization, active: true, role: { $in: ['admin', 'boss'] }, ...installed },
    { teams: 1 },
  ).lean();
  const times = recruiters.flatMap(({ teams }) => teams?.changedAt.getTime() ?? []);
  if (times.length > 0)
    return {
      state: 'working',
      detail: times.length === 1 ? 'One recruiter has the bot.' : `${times.length} recruiters have the bot.`,
      at: new Date(Math.max(...times)),
    };
  const employee = await People.findOne({ organization, active: true, ...installed }, { teams: 1 }).lean();
  if (!employee?.teams) return { state: 'not-set-up' };
  return { state: 'working', detail: 'An employee has the bot, but no recruiter.', at: employee.teams.changedAt };
}
