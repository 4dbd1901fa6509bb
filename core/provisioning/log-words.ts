import type { Change, LogEntry } from './model.ts';

/** Everything the log says of people, in one place. Groups and tokens have their words where they are changed. */
export const logWords = {
  created: 'Created.',
  createdInactive: 'Created, and not active yet.',
  linked: 'Linked to the account that was here already.',
  cameBack: 'Came back: the directory had deleted this account. It is the same person as before.',
  enabledAgain: 'Enabled again.',
  updated: (changes: Change[]) => `Updated: ${listed(changes.map(({ attribute }) => attribute))}.`,
  disabled: 'Disabled: the directory says active is false. Access ended at once, the history stays.',
  disabledByHand: 'Disabled by hand. Access ended at once, the history stays.',
  deleted:
    'Disabled: the directory deleted the account. Access ended at once, the history stays, and the same person comes back when the directory sends the account anew.',
  deletedInactive: 'Deleted by the directory. The account was disabled before; its history stays.',
  unchanged: 'Nothing to change.',
  overrideEnded: 'Nothing to change. An admin had overridden the directory; from now on its word counts again.',
  alias: (name: string) =>
    `Nothing was changed: this account was merged into ${name}, whose account the directory was given.`,
  keptForDisable: (attributes: string[]) =>
    `${listed(attributes)} ${attributes.length === 1 ? 'was' : 'were'} kept: a deactivation is never refused.`,
  restored: (reason: string) => `Enabled again by hand, which overrides the directory: ${reason}`,
  mergedInto: (name: string) => `Disabled: merged into ${name}. The history stays.`,
  merged: (name: string) => `Took over the account of ${name}, which is the same person.`,
  suspectedDouble: (name: string, email: string) =>
    `${name} (${email}) has the same name. If both are one person, merge the two accounts; else there is nothing to do.`,
};

const mends: Record<string, string> = {
  conflict:
    'If both are the same person, merge the two accounts in the log or by "wintro user merge". Else give one of them another value in the directory.',
  'not-found':
    'The directory asks for an account that is not here. Its next full cycle creates it: restart provisioning there if that does not happen by itself.',
  invalid:
    'Correct the value in the directory, or the attribute mapping there; the next cycle sends the account again.',
  stale: 'Somebody else changed the account at the same moment. The directory reads it again and repeats.',
  'too-many': 'Ask for less: add a condition on userName, externalId or the e-mail address.',
};
const scimMends: Record<string, string> = {
  invalidValue: mends.invalid ?? '',
  invalidPath:
    'The attribute mapping in the directory names an attribute that is not taken here: remove or correct it.',
  noTarget: 'The attribute mapping in the directory points at a value that is not there: correct its path.',
  mutability: 'The attribute mapping in the directory writes what cannot be written, such as id: remove it.',
  uniqueness: mends.conflict ?? '',
  invalidSyntax: 'The request is no valid SCIM. Report it to whoever makes the directory, with the id of the request.',
};

/** How an admin mends a failure, by the code of its error or SCIM's type; undefined where nobody can say. */
export function mendFor(code: string | undefined, kind: LogEntry['target']['kind']): string | undefined {
  if (code === undefined) return undefined;
  if (kind === 'group' && (code === 'conflict' || code === 'uniqueness'))
    return 'Give one of the two groups another name in the directory.';
  return mends[code] ?? scimMends[code];
}

const namedAtMost = 6;

function listed(names: string[]): string {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, namedAtMost);
  const more = unique.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  const last = shown.pop() ?? '';
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : last;
}
