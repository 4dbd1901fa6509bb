import { model, Schema } from 'mongoose';

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

export type Person = {
  _id: string;
  organization: string;
  email: string;
  emailLower: string;
  givenName: string;
  familyName: string;
  displayName: string;
  role: Role;
  active: boolean;
  deactivatedAt?: Date;
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
    active: { type: Boolean, required: true },
    deactivatedAt: Date,
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
unlinkedInstallSchema.index({ entraTenantId: 1, emails: 1 });

/** Bot installs by `tid:oid` whose person or organization is not known yet. */
export const UnlinkedInstalls = model('UnlinkedInstall', unlinkedInstallSchema);
