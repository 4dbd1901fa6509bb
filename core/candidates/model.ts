import { model, Schema } from 'mongoose';

export type Candidate = {
  _id: string;
  organization: string;
  candidateId: string;
  fullName: string;
  fullNameLower: string;
  email?: string;
  headline?: string;
  location?: string;
  profileUrl?: string;
  lastEventAt: Date;
};

const candidateSchema = new Schema<Candidate>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    candidateId: { type: String, required: true },
    fullName: { type: String, required: true },
    fullNameLower: { type: String, required: true },
    email: String,
    headline: String,
    location: String,
    profileUrl: String,
    lastEventAt: { type: Date, required: true },
  },
  { collection: 'candidates', versionKey: false, strict: 'throw' },
);
candidateSchema.index({ organization: 1, lastEventAt: -1 });
candidateSchema.index({ organization: 1, fullNameLower: 1 });

/** Candidates by `organization:candidateId`, as the last event told of them. */
export const Candidates = model('Candidate', candidateSchema);

export type Job = { _id: string; organization: string; jobId: string; title: string; titleLower: string; url?: string };

const jobSchema = new Schema<Job>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    jobId: { type: String, required: true },
    title: { type: String, required: true },
    titleLower: { type: String, required: true },
    url: String,
  },
  { collection: 'jobs', versionKey: false, strict: 'throw' },
);
jobSchema.index({ organization: 1, titleLower: 1 });

/** Jobs by `organization:jobId`, as the last event told of them. */
export const Jobs = model('Job', jobSchema);

export type Follow = { _id: string; organization: string; subject: string; person: string; since: Date };

const followSchema = new Schema<Follow>(
  {
    _id: { type: String, required: true },
    organization: { type: String, required: true },
    subject: { type: String, required: true },
    person: { type: String, required: true },
    since: { type: Date, required: true },
  },
  { collection: 'follows', versionKey: false, strict: 'throw' },
);
followSchema.index({ organization: 1, subject: 1 });
followSchema.index({ organization: 1, person: 1 });

/** Who follows which job (`job:ID`) or candidate (`candidate:ID`). */
export const Follows = model('Follow', followSchema);
