import { model, Schema } from 'mongoose';

/** More people than the threshold went inactive within an hour; it lasts as long as that holds. */
export type Burst = {
  from: Date;
  to: Date;
  threshold: number;
  restoredAt?: Date;
  /** Who said that it was no mistake, and of how many people it was then. */
  intended?: { at: Date; by: string; count: number };
};

export type Organization = {
  _id: string;
  name: string;
  entraTenantId?: string;
  /** Grows with each change that has to see every other of its kind: who is what, and which directories there are. */
  adminEpoch?: number;
  /** How many may go inactive within an hour before recruiters are told, if it was set; and bursts, the newest last. */
  guard?: { threshold?: number; bursts?: Burst[] };
  createdAt: Date;
};

const burstSchema = new Schema<Burst>(
  {
    from: { type: Date, required: true },
    to: { type: Date, required: true },
    threshold: { type: Number, required: true },
    restoredAt: Date,
    intended: { type: new Schema({ at: Date, by: String, count: Number }, { _id: false }), default: undefined },
  },
  { _id: false },
);

const organizationSchema = new Schema<Organization>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    entraTenantId: String,
    adminEpoch: Number,
    guard: {
      type: new Schema({ threshold: Number, bursts: { type: [burstSchema], default: undefined } }, { _id: false }),
      default: undefined,
    },
    createdAt: { type: Date, required: true },
  },
  { collection: 'organizations', versionKey: false, strict: 'throw' },
);

/** Our customers. */
export const Organizations = model('Organization', organizationSchema);

export type Domain = { _id: string; organization: string; verifiedAt?: Date; createdAt: Date };

const domainSchema = new Schema<Domain>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    verifiedAt: Date,
    createdAt: { type: Date, required: true },
  },
  { collection: 'domains', versionKey: false, strict: 'throw' },
);
domainSchema.index({ organization: 1 });

/** E-mail domains in lower case, each of one organization. */
export const Domains = model('Domain', domainSchema);

export type EntraTenant = { _id: string; organization: string; linkedAt: Date };

const entraTenantSchema = new Schema<EntraTenant>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    linkedAt: { type: Date, required: true },
  },
  { collection: 'entraTenants', versionKey: false, strict: 'throw' },
);
entraTenantSchema.index({ organization: 1 });

/** Entra tenants, each linked to one organization at most. */
export const EntraTenants = model('EntraTenant', entraTenantSchema);

export type ApiKey = {
  _id: string;
  organization: string;
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt?: Date;
  revokedAt?: Date;
};

const apiKeySchema = new Schema<ApiKey>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    id: { type: String, required: true },
    name: { type: String, required: true },
    createdAt: { type: Date, required: true },
    lastUsedAt: Date,
    revokedAt: Date,
  },
  { collection: 'apiKeys', versionKey: false, strict: 'throw' },
);
apiKeySchema.index({ organization: 1, id: 1 }, { unique: true });

/** API keys by their digest. */
export const ApiKeys = model('ApiKey', apiKeySchema);
