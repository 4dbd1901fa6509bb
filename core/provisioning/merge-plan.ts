import { DomainError } from '#core/errors.ts';
import type { Person, Role } from '#core/people/model.ts';
import { effectiveRole, highest } from './role.ts';

/** What becomes of the account that is kept; `identity` is what the bot and sign-in know of the other one. */
export type MergePlan = {
  aliases: string[];
  role: Role;
  byHand: Role | undefined;
  keptAdmin: boolean;
  identity: Partial<Pick<Person, 'entraTenantId' | 'entraObjectId' | 'teams'>>;
  /** What the kept account has no choice of its own in. */
  choices: Partial<Pick<Person, 'preferences' | 'pausedUntil' | 'locale' | 'timeZone'>>;
  warnings: string[];
};

/** @throws DomainError `invalid` or `conflict` that says why these two cannot be merged so. */
export function refuseMerge(keep: Person, drop: Person): void {
  if (keep._id === drop._id) throw new DomainError('invalid', 'These are one and the same account.');
  for (const { mergedInto, displayName } of [keep, drop])
    if (mergedInto) throw new DomainError('conflict', `The account of ${displayName} was merged into another already.`);
  if (drop.active && !keep.active)
    throw new DomainError('invalid', `The account of ${keep.displayName} is inactive: keep the active one of the two.`);
  if (drop.active && drop.directory.connection && !keep.directory.connection)
    throw new DomainError(
      'invalid',
      `The directory provisions the account ${drop.email} and not ${keep.email}: keep the one it provisions, else it could not disable it. All that the other one was told moves over either way.`,
    );
}

export function planMerge(keep: Person, drop: Person): MergePlan {
  const byHand = highest([keep.roleByHand, drop.roleByHand]);
  const byGroups = highest([keep.roleByGroups, drop.roleByGroups]);
  // Whoever stays admin for want of another one does so as the account that is kept.
  const keptAdmin = keep.keptAdmin || (drop.active && drop.keptAdmin);
  const role = keptAdmin ? 'admin' : effectiveRole({ byHand, byGroups });
  const { entraTenantId, entraObjectId, teams } = drop;
  const moves = !keep.entraObjectId && entraTenantId && entraObjectId;
  return {
    aliases: aliasesOf(keep, drop),
    role,
    byHand,
    identity: moves ? { entraTenantId, entraObjectId, ...(teams ? { teams } : {}) } : {},
    choices: choicesOf(keep, drop),
    keptAdmin: keptAdmin ?? false,
    warnings: warningsOf(keep, drop),
  };
}

/** All by which directories and events may go on naming the one that is dropped. */
function aliasesOf(keep: Person, drop: Person): string[] {
  const { folded, aliases = [] } = drop.directory;
  const names = [...(keep.directory.aliases ?? []), ...aliases, drop.emailLower, folded.userName];
  const own = new Set([keep.emailLower, keep.directory.folded.userName]);
  return [...new Set(names.filter(name => typeof name === 'string'))].filter(name => !own.has(name));
}

function choicesOf(keep: Person, drop: Person): MergePlan['choices'] {
  return {
    ...(!keep.preferences && drop.preferences ? { preferences: drop.preferences } : {}),
    ...(!keep.pausedUntil && drop.pausedUntil ? { pausedUntil: drop.pausedUntil } : {}),
    ...(!keep.locale && drop.locale ? { locale: drop.locale } : {}),
    ...(!keep.timeZone && drop.timeZone ? { timeZone: drop.timeZone } : {}),
  };
}

function warningsOf(keep: Person, drop: Person): string[] {
  const provisioned = keep.directory.connection !== undefined && drop.directory.connection !== undefined;
  return [
    ...(provisioned
      ? [
          'A directory provisions both accounts. Leave one of them out there, else its word on either counts for the one that is kept.',
        ]
      : []),
    ...(keep.entraObjectId && drop.entraObjectId
      ? [`Signing in with the Microsoft account of ${drop.email} ends; that of ${keep.email} goes on.`]
      : []),
  ];
}
