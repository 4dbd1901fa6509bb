import { model, Schema } from 'mongoose';
import type { Actor } from '#core/context.ts';

export type AuditEntry = {
  _id: string;
  organization: string;
  at: Date;
  actor: Actor;
  /** What was done, as `noun.verb`. */
  action: string;
  target: string;
  details?: Record<string, unknown>;
};

const auditSchema = new Schema<AuditEntry>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    at: { type: Date, required: true },
    actor: { type: Schema.Types.Mixed, required: true },
    action: { type: String, required: true },
    target: { type: String, required: true },
    details: Schema.Types.Mixed,
  },
  { collection: 'audit', versionKey: false, strict: 'throw' },
);
auditSchema.index({ organization: 1, at: -1 });

/** Everything an admin or the system changed in security, roles or consent. */
export const Audit = model('Audit', auditSchema);
