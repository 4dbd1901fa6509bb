import { model, Schema } from 'mongoose';
import type { Resource, Values } from '#core/provisioning/resource.ts';

export const roles = ['member', 'boss', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Where and how the bot reaches a person in Teams. */
export type TeamsAddress = {
  serviceUrl: string;
  conversationId: string;
  /** The person's id towards our bot, `29:…`. */
  userId: string;
  /** The bot's id in the channel, `28:…`. */
  botId: string;
};

export type TeamsState = 'installed' | 'blocked' | 'removed' | 'signed-out';

export type EventType = 'candidate.matched' | 'candidate.referred' | 'candidate.recommended' | 'action.required';
export type Pace = 'at-once' | 'gathered' | 'digest' | 'off';
export type Preferences = Partial<Record<'matched' | 'referred' | 'recommended', Pace>>;

/** What directories know of a person, and how SCIM finds them. */
export type DirectoryIdentity = {
  /** The connection that provisions the person; absent for accounts made by hand. */
  connection?: string;
  /** What the directory sent; absent while nothing but the account made by hand is there. */
  resource?: Resource;
  /** The resource in lower case, as filters compare it. */
  folded: Values;
  /** Absent once the directory has deleted the person: to SCIM they are gone, here they are disabled. */
  listed?: true;
  /** Other names and addresses of the same person, from merges. In lower case. */
  aliases?: string[];
  /** An admin brought the person back against the directory's word; ends with its next word on the person. */
  override?: { at: Date; by: string; reason: string };
  /** The ETag. */
  version: number;
  changedAt: Date;
};

export type Person = {
  _id: string;
  organization: string;
  email: string;
  emailLower: string;
  givenName: string;
  familyName: string;
  displayName: string;
  /** The effective one: the higher of the next two. */
  role: Role;
  /** Set by hand; absent means member. */
  roleByHand?: Role;
  /** The highest of the person's mapped groups. */
  roleByGroups?: Role;
  /** Admin only because nobody else is one: neither groups nor hand say so. Ends as soon as somebody else is. */
  keptAdmin?: true;
  active: boolean;
  deactivatedAt?: Date;
  directory: DirectoryIdentity;
  /** The account that this one was merged into; its history is kept there and here. */
  mergedInto?: string;
  entraTenantId?: string;
  entraObjectId?: string;
  teams?: TeamsAddress & { state: TeamsState; changedAt: Date };
  preferences?: Preferences;
  pausedUntil?: Date;
  locale?: string;
  /** IANA name. */
  timeZone?: string;
  createdAt: Date;
};

/** A person without what only directories ask for, which is most of the document. */
export type Colleague = Omit<Person, 'directory'>;

const personSchema = new Schema<Person>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    email: { type: String, required: true },
    emailLower: { type: String, required: true },
    givenName: { type: String, required: true },
    familyName: { type: String, required: true },
    displayName: { type: String, required: true },
    role: { type: String, enum: roles, required: true },
    roleByHand: { type: String, enum: roles },
    roleByGroups: { type: String, enum: roles },
    keptAdmin: Boolean,
    active: { type: Boolean, required: true },
    deactivatedAt: Date,
    directory: {
      type: new Schema(
        {
          connection: String,
          resource: Schema.Types.Mixed,
          folded: { type: Schema.Types.Mixed, required: true },
          listed: Boolean,
          aliases: { type: [String], default: undefined },
          override: {
            type: new Schema({ at: Date, by: String, reason: String }, { _id: false }),
            default: undefined,
          },
          version: { type: Number, required: true },
          changedAt: { type: Date, required: true },
        },
        { _id: false, minimize: false },
      ),
      required: true,
    },
    mergedInto: String,
    entraTenantId: String,
    entraObjectId: String,
    teams: {
      type: new Schema(
        {
          serviceUrl: { type: String, required: true },
          conversationId: { type: String, required: true },
          userId: { type: String, required: true },
          botId: { type: String, required: true },
          state: { type: String, enum: ['installed', 'blocked', 'removed', 'signed-out'], required: true },
          changedAt: { type: Date, required: true },
        },
        { _id: false },
      ),
      default: undefined,
    },
    preferences: {
      type: new Schema({ matched: String, referred: String, recommended: String }, { _id: false }),
      default: undefined,
    },
    pausedUntil: Date,
    locale: String,
    timeZone: String,
    createdAt: { type: Date, required: true },
  },
  { collection: 'people', versionKey: false, strict: 'throw' },
);
personSchema.index({ organization: 1, emailLower: 1 }, { unique: true });
personSchema.index({ organization: 1, active: 1, role: 1 });
personSchema.index({ organization: 1, keptAdmin: 1 }, { partialFilterExpression: { keptAdmin: true } });
const listed = { partialFilterExpression: { 'directory.listed': true } };
personSchema.index({ organization: 1, 'directory.folded.userName': 1 }, { ...listed, unique: true });
personSchema.index({ organization: 1, 'directory.listed': 1, _id: 1 });
personSchema.index({ organization: 1, 'directory.folded.externalId': 1 });
personSchema.index({ organization: 1, 'directory.folded.emails.value': 1 }, listed);
personSchema.index({ organization: 1, 'directory.folded.displayName': 1 }, listed);
personSchema.index({ organization: 1, 'directory.changedAt': 1 }, listed);
personSchema.index(
  { organization: 1, 'directory.aliases': 1 },
  { partialFilterExpression: { 'directory.aliases': { $exists: true } } },
);
personSchema.index(
  { organization: 1, entraTenantId: 1, entraObjectId: 1 },
  { unique: true, partialFilterExpression: { entraObjectId: { $exists: true } } },
);

/** Everyone an organization employs. Admins and bosses are its recruiters. */
export const People = model('Person', personSchema);

export type UnlinkedInstall = TeamsAddress & {
  _id: string;
  entraTenantId: string;
  emails: string[];
  installedAt: Date;
};

const unlinkedInstallSchema = new Schema<UnlinkedInstall>(
  {
    _id: { type: String, required: true },
    serviceUrl: { type: String, required: true },
    conversationId: { type: String, required: true },
    userId: { type: String, required: true },
    botId: { type: String, required: true },
    entraTenantId: { type: String, required: true },
    emails: { type: [String], required: true },
    installedAt: { type: Date, required: true },
  },
  { collection: 'unlinkedInstalls', versionKey: false, strict: 'throw' },
);
unlinkedInstallSchema.index({ emails: 1 });

/** Bot installs by `tid:oid` whose person or organization is not known yet. */
export const UnlinkedInstalls = model('UnlinkedInstall', unlinkedInstallSchema);
