import type {
  Connection,
  Group,
  Guide,
  LogEntry,
  Merge,
  RolePreview,
  Security,
  Token,
  Verb,
} from '#api/settings/security/contract.ts';
import { ago } from './tab-page-samples.ts';

export const tenantUrl = 'https://wintro.example/api/scim/v2';

export function tokenOf(parts: Partial<Token> = {}): Token {
  return {
    id: 'tok_1',
    ending: '9c1e',
    state: 'live',
    createdAt: ago(24 * 200),
    createdBy: 'Amara Okafor',
    expiresAt: ago(-24 * 165),
    lastUsedAt: ago(0.05),
    ...parts,
  };
}

export function connectionOf(parts: Partial<Connection> = {}): Connection {
  return {
    id: 'dir_QmVyZ2FtbzIwMjU',
    provider: 'entra',
    required: 'all',
    state: 'working',
    tokens: [tokenOf()],
    maySupplyToken: true,
    seen: {
      firstRequestAt: ago(24 * 199),
      testConnectionAt: ago(24 * 199),
      firstUserAt: ago(24 * 198),
      lastRequestAt: ago(0.05),
      lastWriteAt: ago(0.3),
      nextCycleAt: ago(-0.5),
    },
    refused: [],
    ...parts,
  };
}

export function securityOf(parts: Partial<Security> = {}): Security {
  return {
    mayChange: true,
    tenantUrl,
    people: { active: 214, inactive: 12 },
    groups: 3,
    connections: [connectionOf()],
    guard: { threshold: 21, automatic: 21 },
    ...parts,
  };
}

export const waiting = connectionOf({ state: 'waiting', seen: {}, tokens: [tokenOf({ createdAt: ago(0.1) })] });

export const someGroups: Group[] = [
  { id: 'grp_1', name: 'Recruiters', role: 'boss', members: 9 },
  { id: 'grp_2', name: 'Wintro Admins', role: 'admin', members: 2 },
  { id: 'grp_3', name: 'Everyone at Contoso Nederland B.V. and its subsidiaries', members: 214 },
];

export const somePreview: RolePreview = {
  changing: 2,
  kept: 1,
  changes: [
    { id: 'per_1', name: 'Bo Maas', email: 'bo@contoso.example', from: 'boss', to: 'member' },
    {
      id: 'per_2',
      name: 'Kim Vos',
      email: 'kim@contoso.example',
      from: 'admin',
      to: 'admin',
      kept: 'Stays admin, since nobody else who is active is one.',
    },
    {
      id: 'per_3',
      name: 'Maximiliane von Weidenfeller-Oppermann',
      email: 'maximiliane.weidenfeller-oppermann@subsidiary.contoso.example',
      from: 'boss',
      to: 'member',
    },
  ],
};

export function entryOf(verb: Verb, name: string, parts: Partial<LogEntry> = {}): LogEntry {
  const id = `log_${name.toLowerCase().replaceAll(/\W+/g, '-')}-${verb}`;
  return {
    id,
    at: ago(0.2),
    verb,
    target: { kind: 'user', id: `per_${name.toLowerCase().replaceAll(/\W+/g, '-')}`, name },
    actor: 'Entra ID',
    reason: 'Member created.',
    request: 'POST /Users',
    requestId: '7f6b2b7e-52c1-4f3e-9a21-0d9b7c1c8a10',
    changes: [],
    mayEnable: false,
    ...parts,
  };
}

export const someEntries: LogEntry[] = [
  entryOf('create', 'Ana Lim', {
    reason: 'Created with the role boss, from the group Recruiters.',
    changes: [
      { attribute: 'userName', after: 'ana.lim@contoso.example' },
      { attribute: 'displayName', after: 'Ana Lim' },
      { attribute: 'active', after: 'true' },
    ],
    mend: 'Ana Lim-Peters has the same name. If both are one person, merge the two accounts.',
    double: { id: 'per_ana-old', name: 'Ana Lim-Peters', email: 'ana.peters@contoso.example' },
  }),
  entryOf('skip', 'Dee Ford', { at: ago(0.3), reason: 'Nothing has changed.', request: 'PATCH /Users/per_dee-ford' }),
  entryOf('disable', 'Cy Young', {
    at: ago(0.4),
    reason: 'Deactivated: active is False.',
    request: 'PATCH /Users/per_cy-young',
    changes: [{ attribute: 'active', before: 'true', after: 'false' }],
    mayEnable: true,
  }),
  entryOf('failure', 'noor.el.amrani@contoso.example', {
    at: ago(5),
    target: { kind: 'user', name: 'noor.el.amrani@contoso.example' },
    reason: 'Refused: name.givenName is missing.',
    mend: 'Fill in the first name of this person in the directory, or map the attribute givenName.',
    sent: '{\n  "userName": "noor.el.amrani@contoso.example",\n  "active": true\n}',
  }),
  entryOf('failure', 'A token that is not known', {
    at: ago(30),
    target: { kind: 'token', name: 'A token that is not known' },
    reason: 'Requests were refused: their token is not one of this directory.',
    count: 14,
  }),
  entryOf('update', 'Maximiliane von Weidenfeller-Oppermann', {
    at: ago(50),
    reason: 'Changed: displayName, emails.work.',
    changes: [
      { attribute: 'displayName', before: 'M. Weidenfeller', after: 'Maximiliane von Weidenfeller-Oppermann' },
      {
        attribute: 'emails[type eq "work"].value',
        before: 'm.w@contoso.example',
        after: 'maximiliane.weidenfeller-oppermann@subsidiary.contoso.example',
      },
    ],
  }),
];

export const someGuide: Guide = {
  name: 'Microsoft Entra ID',
  title: 'Let Entra ID create and remove accounts',
  minutes: 20,
  steps: [
    {
      id: 'connect',
      title: 'Connect Entra ID',
      at: 'console',
      does: ['In the application choose **Provisioning**.', 'Press **Test Connection**.'],
      copy: [
        { label: 'Tenant URL', value: tenantUrl },
        { label: 'Secret token', value: '{{token}}' },
      ],
      table: { head: ['In Entra ID', 'Here'], rows: [['`mail`', '`emails[type eq "work"].value`']] },
      expect: 'Entra says: **The supplied credentials are authorized to enable provisioning.**',
      trouble: [{ symptom: 'Invalid credentials.', cause: 'The token is not whole.', mend: 'Paste all of it.' }],
    },
  ],
};

/** Either account kept; they are of the first entry. */
export function mergeOf(keep: string | null): Merge {
  const accounts = [
    { id: 'per_ana-old', name: 'Ana Lim-Peters', email: 'ana.peters@contoso.example', active: true },
    { id: 'per_ana-lim', name: 'Ana Lim', email: 'ana.lim@contoso.example', active: true },
  ];
  const [one, other] = keep === 'per_ana-lim' ? accounts.toReversed() : accounts;
  if (!one || !other) throw new Error('There are two.');
  return {
    keep: one,
    drop: other,
    moves: { notifications: 12, waiting: 1, follows: 3, groups: ['Recruiters'] },
    aliases: [other.email],
    role: { from: 'member', to: 'boss' },
    identity: true,
    warnings: ['A directory provisions both accounts. Leave one of them out there.'],
  };
}
