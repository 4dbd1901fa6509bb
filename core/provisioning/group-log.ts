import type { DirectoryContext } from './contract.ts';
import { logRow } from './log.ts';
import { type MemberDifference, namedAtMost } from './members.ts';
import type { Change, Group, LogEntry } from './model.ts';

type Named = Pick<Group, '_id' | 'displayName' | 'externalId'>;

export function createdRow(ctx: DirectoryContext, group: Named, members: MemberDifference): LogEntry {
  const { displayName, externalId } = group;
  return logRow(ctx, {
    verb: 'create',
    target: targetOf(group),
    reason: ['Created.', ...memberWords(members)].join(' '),
    words: membersNamed(members),
    changes: [
      { attribute: 'displayName', after: displayName },
      ...(externalId ? [{ attribute: 'externalId', after: externalId }] : []),
      ...memberChanges(members),
    ],
  });
}

/** The rows of one change: what changed, and whom it named in vain; one that says so when nothing changed. */
export function changedRows(ctx: DirectoryContext, former: Named, group: Named, members: MemberDifference): LogEntry[] {
  const fields = fieldChanges(former, group);
  const changes = [...fields, ...memberChanges(members)];
  const skipped = skippedRows(ctx, group, members);
  if (changes.length === 0 && skipped.length > 0) return skipped;
  const names = fields.map(({ attribute }) => attribute);
  const reason = [...(names.length > 0 ? [`Updated: ${names.join(' and ')}.`] : []), ...memberWords(members)].join(' ');
  const row = logRow(ctx, {
    verb: changes.length === 0 ? 'skip' : 'update',
    target: targetOf(group),
    reason: reason || 'Nothing to change.',
    words: [former.displayName, ...membersNamed(members)],
    changes,
  });
  return [row, ...skipped];
}

export function deletedRow(ctx: DirectoryContext, group: Named, members: number): LogEntry {
  return logRow(ctx, {
    verb: 'update',
    target: targetOf(group),
    reason: `Deleted, with ${members === 1 ? 'its one membership' : `its ${members} memberships`}. The people stay.`,
    changes: [{ attribute: 'displayName', before: group.displayName }],
  });
}

/** The members that nobody here is, in one row. */
export function skippedRows(ctx: DirectoryContext, group: Named, { unknown }: MemberDifference): LogEntry[] {
  if (unknown.length === 0) return [];
  const nested = unknown.filter(id => id.startsWith('grp_'));
  const missing = unknown.filter(id => !id.startsWith('grp_'));
  const reasons = [
    ...(missing.length > 0
      ? [`${counted(missing.length, 'member')} skipped, as nobody here has the id: ${first(missing)}.`]
      : []),
    ...(nested.length > 0
      ? [`${counted(nested.length, 'group')} skipped, as groups in groups are not taken: ${first(nested)}.`]
      : []),
  ];
  const mend =
    missing.length > 0
      ? 'Assign these people to the application in the directory, so that it creates them here. A later cycle then adds them to the group.'
      : 'Put the people themselves into the group, or assign the inner group to the application in the directory.';
  return [logRow(ctx, { verb: 'skip', target: targetOf(group), reason: reasons.join(' '), mend })];
}

export function fieldChanges(former: Named, group: Named): Change[] {
  return (['displayName', 'externalId'] as const).flatMap(attribute => {
    const [before, after] = [former[attribute], group[attribute]];
    if (before === after) return [];
    return [{ attribute, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
  });
}

function memberChanges({ added, removed, firstRemoved }: MemberDifference): Change[] {
  const addedNames = added.slice(0, namedAtMost).map(({ name }) => name);
  return [
    ...(added.length > 0 ? [{ attribute: 'members added', after: several(addedNames, added.length) }] : []),
    ...(removed.length > 0 ? [{ attribute: 'members removed', before: several(firstRemoved, removed.length) }] : []),
  ];
}

function memberWords({ added, removed }: MemberDifference): string[] {
  const said = [
    ...(added.length > 0 ? [`${added.length} added`] : []),
    ...(removed.length > 0 ? [`${removed.length} removed`] : []),
  ];
  return said.length > 0 ? [`Members: ${said.join(', ')}.`] : [];
}

function membersNamed({ added, firstRemoved }: MemberDifference): string[] {
  return [...added.slice(0, namedAtMost).map(({ name }) => name), ...firstRemoved];
}

function targetOf({ _id, displayName }: Named): LogEntry['target'] {
  return { kind: 'group', id: _id, name: displayName };
}

function counted(count: number, noun: string): string {
  return count === 1 ? `One ${noun} was` : `${count} ${noun}s were`;
}

function first(ids: string[]): string {
  return several(ids.slice(0, namedAtMost), ids.length);
}

function several(shown: string[], count: number): string {
  const more = count - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
