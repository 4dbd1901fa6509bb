import type { ClientSession } from 'mongoose';
import { record } from '#core/audit/record.ts';
import type { Context } from '#core/context.ts';
import { driver, transaction } from '#core/database.ts';
import { DomainError } from '#core/errors.ts';
import { wake } from '#core/notifications/wake.ts';
import { endAccess } from '#core/people/end-access.ts';
import { People, type Person, type Role } from '#core/people/model.ts';
import { applyRoles } from './apply-roles.ts';
import { logRow, writeLog } from './log.ts';
import { logWords } from './log-words.ts';
import { countMoves, type Moves, moveAll } from './merge-moves.ts';
import { type MergePlan, planMerge, refuseMerge } from './merge-plan.ts';
import { resourceOf } from './resource.ts';
import { forgetTotals } from './totals.ts';
import { targetOf, wordsOf } from './write-user.ts';

/** Each is named by id or by e-mail address. */
export type MergeInput = { keep: string; drop: string };

type Named = { id: string; name: string; email: string; active: boolean };

export type MergePreview = {
  keep: Named;
  drop: Named;
  moves: Moves;
  /** Other names under which the kept account is known from then on. */
  aliases: string[];
  role: { from: Role; to: Role };
  /** Whether the bot and sign-in with Microsoft go over. */
  identity: boolean;
  warnings: string[];
};

/** What a merge would do. @throws DomainError as `mergePeople`. */
export async function previewMerge(ctx: Context, input: MergeInput): Promise<MergePreview> {
  const { keep, drop } = await readBoth(ctx, input);
  return previewOf(keep, drop, await countMoves(ctx, { keep: keep._id, drop: drop._id }, {}));
}

function previewOf(keep: Person, drop: Person, moves: Moves): MergePreview {
  const { aliases, role, identity, warnings } = planMerge(keep, drop);
  return {
    keep: named(keep),
    drop: named(drop),
    moves,
    aliases,
    role: { from: keep.role, to: role },
    identity: identity.entraObjectId !== undefined,
    warnings,
  };
}

function named({ _id: id, displayName: name, email, active }: Person): Named {
  return { id, name, email, active };
}

/**
 * Makes two accounts of one person one. The kept one stays what SCIM knows it as, and takes over what the other was told,
 * follows and is a member of; the other one ends, keeps its own history, and its names lead to the kept one.
 * @throws DomainError `not-found`, or `invalid` and `conflict` that say why these two cannot be merged so.
 */
export async function mergePeople(ctx: Context, input: MergeInput): Promise<MergePreview> {
  const { preview, lanes } = await transaction(async session => {
    const { keep, drop } = await readBoth(ctx, input, session);
    if (ctx.actor.kind === 'person' && ctx.actor.id === drop._id)
      throw new DomainError('invalid', 'You are signed in with the account that would end. Keep that one.');
    const pair = { keep: keep._id, drop: drop._id };
    const preview = previewOf(keep, drop, await countMoves(ctx, pair, { session }));
    const plan = planMerge(keep, drop);
    await moveAll(ctx, pair, session);
    await endDropped(ctx, { keep, drop, plan }, session);
    await takeOver(ctx, { keep, plan }, session);
    const because = `the account of ${drop.displayName} (${drop.email}) was merged into this one.`;
    const { lanes } = await applyRoles(ctx, { people: [keep._id], target: keep._id, because }, session);
    await tell(ctx, { keep, drop, preview }, session);
    return { preview, lanes };
  });
  forgetTotals(ctx.organization);
  wake(lanes);
  return preview;
}

async function readBoth(ctx: Context, input: MergeInput, session?: ClientSession) {
  const [keep, drop] = [await find(ctx, input.keep, session), await find(ctx, input.drop, session)];
  refuseMerge(keep, drop);
  return { keep, drop };
}

async function find({ organization }: Context, text: string, session?: ClientSession): Promise<Person> {
  const which = text.includes('@') ? { emailLower: text.trim().toLowerCase() } : { _id: text.trim() };
  const found = await driver<Person>(People).findOne({ organization, ...which }, session ? { session } : {});
  if (!found) throw new DomainError('not-found', `There is nobody ${text} in the organization.`);
  return found;
}

type Merging = { keep: Person; drop: Person; plan: MergePlan };

/** Gives up its address, so that the kept one may have it one day. */
async function endDropped(ctx: Context, { keep, drop, plan }: Merging, session: ClientSession): Promise<void> {
  const { _id, organization, active } = drop;
  await driver<Person>(People).updateOne(
    { _id, organization },
    {
      $set: {
        active: false,
        ...(active ? { deactivatedAt: ctx.now } : {}),
        mergedInto: keep._id,
        emailLower: `merged:${_id}`,
        'directory.folded.active': false,
        'directory.changedAt': ctx.now,
      },
      $inc: { 'directory.version': 1 },
      $unset: {
        'directory.listed': 1,
        'directory.override': 1,
        ...(plan.identity.entraObjectId ? { entraTenantId: 1, entraObjectId: 1, teams: 1 } : {}),
      },
    },
    { session },
  );
  await endAccess(ctx, [_id], session);
}

async function takeOver(
  { organization }: Context,
  { keep, plan }: Pick<Merging, 'keep' | 'plan'>,
  session: ClientSession,
): Promise<void> {
  const { aliases, byHand, keptAdmin, identity, choices } = plan;
  await driver<Person>(People).updateOne(
    { _id: keep._id, organization },
    {
      $set: {
        'directory.aliases': aliases,
        ...(byHand ? { roleByHand: byHand } : {}),
        ...(keptAdmin ? { role: 'admin' as const, keptAdmin: true as const } : {}),
        ...identity,
        ...choices,
      },
    },
    { session },
  );
}

async function tell(
  ctx: Context,
  { keep, drop, preview }: Pick<Merging, 'keep' | 'drop'> & { preview: MergePreview },
  session: ClientSession,
): Promise<void> {
  const [kept, dropped] = [keep, drop].map(person => wordsOf(resourceOf(person), person.email));
  await writeLog(
    [
      logRow(ctx, {
        verb: 'update',
        target: targetOf(keep),
        reason: logWords.merged(`${drop.displayName} (${drop.email})`),
        changes: [{ attribute: 'alsoKnownAs', after: preview.aliases.join(', ') }],
        words: [...(kept ?? []), ...(dropped ?? [])],
      }),
      logRow(ctx, {
        verb: drop.active ? 'disable' : 'update',
        target: targetOf(drop),
        reason: logWords.mergedInto(`${keep.displayName} (${keep.email})`),
        changes: drop.active ? [{ attribute: 'active', before: true, after: false }] : [],
        words: [...(dropped ?? []), keep.email],
      }),
    ],
    session,
  );
  const { moves, role } = preview;
  const details = { drop: drop._id, aliases: preview.aliases, role, moves };
  await record(ctx, { action: 'person.merge', target: keep._id, details }, session);
}
