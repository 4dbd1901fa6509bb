import { model, Schema } from 'mongoose';
import { type Role, roles } from '#core/people/model.ts';

export const providers = ['entra', 'okta', 'auth0', 'other'] as const;
export type Provider = (typeof providers)[number];

/** What a directory may still get wrong before it writes anything; each with its newest time and how often. */
export const refusals = ['unknown', 'expired', 'revoked'] as const;
export type TokenRefusal = (typeof refusals)[number];

export type Token = {
  /** Public, `tok_…`. */
  id: string;
  digest: string;
  /** The last four characters, so that people can tell tokens apart. */
  ending: string;
  createdAt: Date;
  /** Who made it, as others read it. */
  createdBy: string;
  expiresAt: Date;
  revokedAt?: Date;
  lastUsedAt?: Date;
  /** Days before the end at which people were warned. */
  warned?: number[];
};

/** One directory that provisions an organization. */
export type Connection = {
  /** The public `providerId`, `dir_…`. */
  _id: string;
  organization: string;
  provider: Provider;
  /** Which attributes a person needs: all six, or those that some directories map. */
  required: 'all' | 'short';
  /** Dead tokens stay for their kinds of refusal to be told apart. */
  tokens: Token[];
  /** What was measured; each the newest time but for the first ones. */
  seen: {
    firstRequestAt?: Date;
    lastRequestAt?: Date;
    testConnectionAt?: Date;
    firstUserAt?: Date;
    /** The newest request that wrote or would have written. */
    lastWriteAt?: Date;
    /** When the cycle that is under way or the last one began: a write after ten quiet minutes begins one. */
    cycleBeganAt?: Date;
    refused?: Partial<Record<TokenRefusal, { at: Date; count: number }>>;
  };
  createdAt: Date;
};

const tokenSchema = new Schema<Token>(
  {
    id: { type: String, required: true },
    digest: { type: String, required: true },
    ending: { type: String, required: true },
    createdAt: { type: Date, required: true },
    createdBy: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    revokedAt: Date,
    lastUsedAt: Date,
    warned: { type: [Number], default: undefined },
  },
  { _id: false },
);

const connectionSchema = new Schema<Connection>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    provider: { type: String, enum: providers, required: true },
    required: { type: String, enum: ['all', 'short'], required: true },
    tokens: { type: [tokenSchema], required: true },
    seen: { type: Schema.Types.Mixed, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'scimConnections', versionKey: false, strict: 'throw', minimize: false },
);
connectionSchema.index({ organization: 1 });
connectionSchema.index({ 'tokens.expiresAt': 1 });

/** Directories. Found by their public id before the organization is known. */
export const Connections = model('ScimConnection', connectionSchema);

export type Group = {
  _id: string;
  organization: string;
  /** Who brought it; absent when an admin made it by hand. */
  connection?: string;
  displayName: string;
  displayNameLower: string;
  externalId?: string;
  /** What its members are here; unmapped groups give nothing. */
  role?: Role;
  version: number;
  createdAt: Date;
  changedAt: Date;
};

const groupSchema = new Schema<Group>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    connection: String,
    displayName: { type: String, required: true },
    displayNameLower: { type: String, required: true },
    externalId: String,
    role: { type: String, enum: roles },
    version: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    changedAt: { type: Date, required: true },
  },
  { collection: 'groups', versionKey: false, strict: 'throw' },
);
groupSchema.index({ organization: 1, displayNameLower: 1 }, { unique: true });
groupSchema.index({ organization: 1, _id: 1 });
groupSchema.index({ organization: 1, externalId: 1 }, { partialFilterExpression: { externalId: { $exists: true } } });
groupSchema.index({ organization: 1, changedAt: 1 });
groupSchema.index({ organization: 1, role: 1 }, { partialFilterExpression: { role: { $exists: true } } });

export const Groups = model('Group', groupSchema);

/** One person in one group. They stay while the person is inactive. */
export type Membership = { _id: string; organization: string; group: string; person: string; addedAt: Date };

const membershipSchema = new Schema<Membership>(
  {
    /** `group:person`, so that nobody is in a group twice. */
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    group: { type: String, required: true },
    person: { type: String, required: true },
    addedAt: { type: Date, required: true },
  },
  { collection: 'memberships', versionKey: false, strict: 'throw' },
);
membershipSchema.index({ organization: 1, group: 1, person: 1 }, { unique: true });
membershipSchema.index({ organization: 1, person: 1, group: 1 });

export const Memberships = model('Membership', membershipSchema);

export const verbs = ['create', 'update', 'disable', 'skip', 'failure'] as const;
export type Verb = (typeof verbs)[number];

export type Change = { attribute: string; before?: unknown; after?: unknown };

/** One line of the provisioning log. */
export type LogEntry = {
  _id: string;
  organization: string;
  at: Date;
  verb: Verb;
  /** Whom or what it is about; `id` is absent when nothing came of it. */
  target: { kind: 'user' | 'group' | 'token' | 'role'; id?: string; name: string };
  /** Lower case: the names and addresses by which the entry is searched. */
  words: string;
  /** Who caused it, as others read it: a directory, an admin, the operator. */
  actor: string;
  connection?: string;
  requestId?: string;
  /** What was asked, such as `PATCH /Users/per_…`. */
  request?: string;
  /** What came with a request that was refused, without secrets. */
  sent?: string;
  /** What happened, in plain words. */
  reason: string;
  /** How to mend it, for failures and skips that somebody can mend. */
  mend?: string;
  changes: Change[];
  /** Another account that may be the same person. */
  suspectedDouble?: string;
  /** How often the same came within the day, for entries that are counted. */
  count?: number;
  expiresAt: Date;
};

const changeSchema = new Schema<Change>(
  { attribute: { type: String, required: true }, before: Schema.Types.Mixed, after: Schema.Types.Mixed },
  { _id: false },
);

const logSchema = new Schema<LogEntry>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    at: { type: Date, required: true },
    verb: { type: String, enum: verbs, required: true },
    target: { type: new Schema({ kind: String, id: String, name: String }, { _id: false }), required: true },
    words: { type: String, required: true },
    actor: { type: String, required: true },
    connection: String,
    requestId: String,
    request: String,
    sent: String,
    reason: { type: String, required: true },
    mend: String,
    changes: { type: [changeSchema], required: true },
    suspectedDouble: String,
    count: Number,
    expiresAt: { type: Date, required: true },
  },
  { collection: 'provisioningLog', versionKey: false, strict: 'throw', minimize: false },
);
logSchema.index({ organization: 1, at: -1, _id: -1 });
logSchema.index({ organization: 1, verb: 1, at: -1, _id: -1 });
logSchema.index({ organization: 1, 'target.id': 1, at: -1 });
logSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** What provisioning did and refused, for each organization; kept for 400 days. */
export const ProvisioningLog = model('ProvisioningLog', logSchema);
