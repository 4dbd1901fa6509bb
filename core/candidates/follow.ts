import type { Context } from '#core/context.ts';
import { Candidates, Follows, Jobs } from './model.ts';

export type Followed =
  | { kind: 'followed'; label: string }
  | { kind: 'ambiguous'; labels: string[] }
  | { kind: 'unknown' };

const atMost = 5;

/** Tells a person of every later event on a job or candidate, named by id or by exact title or name. */
export async function follow(ctx: Context, input: { person: string; text: string }): Promise<Followed> {
  return withSubject(ctx, input.text, async subject => {
    await Follows.updateOne(
      { _id: `${ctx.organization}:${subject}:${input.person}` },
      { $setOnInsert: { organization: ctx.organization, subject, person: input.person, since: ctx.now } },
      { upsert: true },
    );
  });
}

export async function unfollow(ctx: Context, input: { person: string; text: string }): Promise<Followed> {
  return withSubject(ctx, input.text, async subject => {
    await Follows.deleteOne({ _id: `${ctx.organization}:${subject}:${input.person}`, organization: ctx.organization });
  });
}

async function withSubject(ctx: Context, text: string, act: (subject: string) => Promise<void>): Promise<Followed> {
  const found = await findSubjects(ctx, text.trim());
  const [only] = found;
  if (!only) return { kind: 'unknown' };
  if (found.length > 1) return { kind: 'ambiguous', labels: found.map(({ label }) => label) };
  await act(only.subject);
  return { kind: 'followed', label: only.label };
}

async function findSubjects(ctx: Context, text: string): Promise<{ subject: string; label: string }[]> {
  const { organization } = ctx;
  const lower = text.toLowerCase();
  const [jobs, candidates] = await Promise.all([
    Jobs.find({ organization, $or: [{ _id: `${organization}:${text}` }, { titleLower: lower }] })
      .limit(atMost)
      .lean(),
    Candidates.find({ organization, $or: [{ _id: `${organization}:${text}` }, { fullNameLower: lower }] })
      .limit(atMost)
      .lean(),
  ]);
  return [
    ...jobs.map(job => ({ subject: `job:${job.jobId}`, label: `${job.title} (${job.jobId})` })),
    ...candidates.map(one => ({
      subject: `candidate:${one.candidateId}`,
      label: `${one.fullName} (${one.candidateId})`,
    })),
  ];
}
