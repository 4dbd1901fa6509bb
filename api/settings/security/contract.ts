import { z } from 'zod';

const moment = z.iso.datetime();
const count = z.number().int().nonnegative();
const role = z.enum(['admin', 'boss', 'member']);
const provider = z.enum(['entra', 'okta', 'auth0', 'other']);
const requiredList = z.enum(['all', 'short']).describe('Which attributes a person needs: all six, or the short list.');
export const verb = z.enum(['create', 'update', 'disable', 'skip', 'failure']);

const token = z.object({
  id: z.string(),
  ending: z.string().describe('The last characters of the secret part, to tell tokens apart.'),
  state: z.enum(['live', 'expired', 'revoked']),
  createdAt: moment,
  createdBy: z.string(),
  expiresAt: moment,
  lastUsedAt: moment.optional(),
  revokedAt: moment.optional(),
});

const connection = z.object({
  id: z.string().describe('The public providerId, with which its tokens end.'),
  provider,
  required: requiredList,
  state: z
    .enum(['no-token', 'expired', 'waiting', 'refused', 'connected', 'working', 'quiet'])
    .describe(
      'As measured. no-token: none was made or all are revoked; expired: the last one has ended; waiting: no request so ' +
        'far; refused: the newest request had a token that is not valid; connected: requests, but nobody created so far; ' +
        'working: people arrive; quiet: no request for a day or more.',
    ),
  tokens: z.array(token).describe('Live ones first, then by age.'),
  maySupplyToken: z.boolean().describe('Whether another token can be made: two may live at once.'),
  seen: z.object({
    firstRequestAt: moment.optional(),
    testConnectionAt: moment.optional(),
    firstUserAt: moment.optional(),
    lastRequestAt: moment.optional(),
    lastWriteAt: moment.optional(),
    nextCycleAt: moment.optional().describe('When the next cycle is expected, where that can be told.'),
  }),
  refused: z.array(z.object({ kind: z.enum(['unknown', 'expired', 'revoked']), at: moment, count })),
});

const guard = z.object({
  threshold: count.describe('How many people may go inactive within an hour before recruiters are told.'),
  automatic: count.describe('The threshold as it is unless set: 500, or a tenth of the company but at least 10.'),
  chosen: count.optional().describe('The threshold as it was set.'),
  burst: z
    .object({
      from: moment,
      to: moment,
      count,
      threshold: count,
      inactive: count.describe('How many of them are still inactive, and can be brought back.'),
      intended: z.boolean().describe('Whether an admin said so, and not many more came since.'),
    })
    .optional()
    .describe(
      'The newest burst of the last 30 days of which somebody can be brought back; one that was intended only when all ' +
        'others were as well.',
    ),
});

/** `GET /api/settings/security` */
export const security = z.object({
  mayChange: z.boolean().describe('Whether who asks is an admin.'),
  tenantUrl: z.string(),
  people: z.object({ active: count, inactive: count }),
  groups: count,
  connections: z.array(connection),
  newestEntry: z
    .string()
    .optional()
    .describe('The id of the newest entry of the log: a new one says that something was done.'),
  guard,
});

/** `POST …/tokens` */
export const newToken = z.strictObject({
  connection: z.string().optional().describe('For which directory; left out: the only one, or a new one.'),
  provider: provider.optional().describe('Of which kind a new directory is.'),
});

/** Shown this once. */
export const madeToken = z.object({
  token: z.string(),
  tokenId: z.string(),
  providerId: z.string(),
  tenantUrl: z.string(),
  expiresAt: moment,
});

/** `PUT …/connections/:connection/required` */
export const requiredBody = z.strictObject({ required: requiredList });

const group = z.object({
  id: z.string(),
  name: z.string(),
  role: role.optional().describe('What its members are here; absent: it gives no role.'),
  members: count,
});

/** `PUT …/groups/:group/role` answers it with how many people have another role now. */
export const changedGroup = group.extend({ changed: count });

/** `GET …/groups` */
export const groups = z.object({ total: count, groups: z.array(group), next: z.string().optional() });

/** `PUT …/groups/:group/role` and its preview */
export const groupRoleBody = z.strictObject({ role: role.nullable().describe('null: the group gives no role.') });

const roleChange = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  from: role,
  to: role,
  kept: z.string().optional().describe('Why the role stays as it is: nobody else who is active would be an admin.'),
});

export const rolePreview = z.object({
  changes: z.array(roleChange).describe('At most 200 of them.'),
  changing: count.describe('How many people change.'),
  kept: count.describe('How many would change but are kept.'),
});

/** `GET …/log/:entry` */
export const logEntry = z.object({
  id: z.string(),
  at: moment,
  verb,
  target: z.object({ kind: z.enum(['user', 'group', 'token', 'role']), id: z.string().optional(), name: z.string() }),
  actor: z.string(),
  reason: z.string().describe('What happened, in plain words.'),
  mend: z.string().optional().describe('How to mend it.'),
  request: z.string().optional().describe('What was asked, such as PATCH /Users/….'),
  requestId: z.string().optional(),
  sent: z
    .string()
    .optional()
    .describe('What came with a request that was refused, without secrets; long ones are cut.'),
  changes: z.array(z.object({ attribute: z.string(), before: z.string().optional(), after: z.string().optional() })),
  count: count.optional().describe('How often the same came that day.'),
  mayEnable: z.boolean().describe('Whether the person is inactive and can be enabled again.'),
  double: z
    .object({ id: z.string(), name: z.string(), email: z.string() })
    .optional()
    .describe('Another account that may be the same person.'),
});

/** `GET …/log` */
export const log = z.object({ entries: z.array(logEntry), next: z.string().optional() });

const table = z.object({ head: z.array(z.string()), rows: z.array(z.array(z.string())) });

/** `GET …/guides/:provider`; the marks in its texts are explained in core/provisioning/guides/guide.ts. */
export const guide = z.object({
  name: z.string(),
  title: z.string(),
  limits: z.array(z.string()).optional(),
  minutes: count,
  steps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      at: z.enum(['console', 'product', 'operator']),
      does: z.array(z.string()),
      copy: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
      table: table.optional(),
      code: z.object({ language: z.string(), title: z.string(), text: z.string() }).optional(),
      expect: z.string().optional(),
      trouble: z.array(z.object({ symptom: z.string(), cause: z.string(), mend: z.string() })).optional(),
    }),
  ),
});

/** `PUT …/guard` */
export const guardBody = z.strictObject({
  threshold: z.number().int().min(1).max(100_000).nullable().describe('null: as it is unless set.'),
});

const reason = z.string().trim().min(3).max(500);

const burstFrom = moment.describe('Which burst: its `from`.');

/** `POST …/guard/restore` */
export const restoreBody = z.strictObject({ from: burstFrom, reason });
export const restored = z.object({
  people: count,
  left: count.optional().describe('How many stay inactive, since somebody else has their userName by now.'),
});

/** `POST …/guard/intended` */
export const intendedBody = z.strictObject({ from: burstFrom });

/** `POST …/people/:person/enable` */
export const enableBody = z.strictObject({ reason });

/** `POST …/merge` and, in the query, `GET …/merge/preview`: ids of people. */
export const mergeBody = z.strictObject({ keep: z.string().max(200), drop: z.string().max(200) });

const account = z.object({ id: z.string(), name: z.string(), email: z.string(), active: z.boolean() });

/** What a merge does. */
export const merge = z.object({
  keep: account,
  drop: account,
  moves: z
    .object({
      notifications: count,
      waiting: count.describe('Notifications that were not sent yet.'),
      follows: count,
      groups: z.array(z.string()),
    })
    .describe('What goes over to the account that is kept.'),
  aliases: z.array(z.string()).describe('By which names and addresses the kept account is known as well from then on.'),
  role: z.object({ from: role, to: role }),
  identity: z.boolean().describe('Whether the bot and sign-in with Microsoft go over.'),
  warnings: z.array(z.string()),
});

export type Merge = z.infer<typeof merge>;
export type Security = z.infer<typeof security>;
export type Restored = z.infer<typeof restored>;
export type Connection = z.infer<typeof connection>;
export type Token = z.infer<typeof token>;
export type Provider = z.infer<typeof provider>;
export type MadeToken = z.infer<typeof madeToken>;
export type Groups = z.infer<typeof groups>;
export type Group = z.infer<typeof group>;
export type Role = z.infer<typeof role>;
export type RolePreview = z.infer<typeof rolePreview>;
export type LogEntry = z.infer<typeof logEntry>;
export type Guide = z.infer<typeof guide>;
export type Verb = z.infer<typeof verb>;
export type Log = z.infer<typeof log>;
