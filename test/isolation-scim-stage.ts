import assert from 'node:assert/strict';
import { People } from '#core/people/model.ts';
import { Groups, Memberships } from '#core/provisioning/model.ts';
import { createToken } from '#core/provisioning/tokens.ts';
import { silent } from './company.ts';
import { aUser, type Json, schemas } from './scim-rig.ts';
import type { Company, Two } from './world.ts';

export type Answer = { status: number; text: string; body: Json };
export type Ask = (path: string, method?: string, body?: unknown) => Promise<Answer>;

/** A's person and group, made by its own directory, and how the directory of either asks. */
export type Stage = { asA: Ask; asB: Ask; user: Json; group: Json; secrets: string[]; groupOfB: string };

const stages = new WeakMap<Two, Promise<Stage>>();

export function stageOf(two: Two): Promise<Stage> {
  const known = stages.get(two) ?? setStage(two);
  stages.set(two, known);
  return known;
}

async function setStage({ world, a, b }: Two): Promise<Stage> {
  const [asA, asB] = await Promise.all([a, b].map(company => directory(world.base, company)));
  assert.ok(asA && asB);
  const department = { [schemas.enterprise]: { department: 'Quiet Works' } };
  const { body: user } = await asA('/Users', 'POST', aUser('keepers.example', { ...department, title: 'Keeper of A' }));
  const members = [{ value: user.id }];
  const { body: group } = await asA('/Groups', 'POST', {
    displayName: 'Circle of A',
    externalId: 'grp-ext-a',
    members,
  });
  const { body: other } = await asB('/Groups', 'POST', { displayName: 'Circle of B' });
  const secrets = [
    user.id,
    group.id,
    a.domain,
    a.organization,
    'Quiet Works',
    'Keeper of A',
    'Circle of A',
    'grp-ext-a',
  ];
  return { asA, asB, user, group, secrets, groupOfB: other.id };
}

async function directory(base: string, { organization }: Company): Promise<Ask> {
  const ctx = { organization, actor: { kind: 'operator' as const }, now: new Date(), log: silent };
  const { token } = await createToken(ctx, { provider: 'other' });
  return async (path, method = 'GET', body) => {
    const response = await fetch(`${base}/api/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, body: text && JSON.parse(text) };
  };
}

/** What stands in the database of A's people and groups. */
export async function stateOf({ organization }: Company): Promise<string> {
  return JSON.stringify(
    await Promise.all([
      People.find({ organization }).sort({ emailLower: 1 }).lean(),
      Groups.find({ organization }).sort({ displayNameLower: 1 }).lean(),
      Memberships.find({ organization, group: { $gt: '' } })
        .sort({ group: 1, person: 1 })
        .lean(),
    ]),
  );
}

export function tellsNone(text: string, secrets: string[]): void {
  for (const secret of secrets) assert.ok(!text.includes(secret), secret);
}
