import { Follows } from '#core/candidates/model.ts';
import type { Context } from '#core/context.ts';
import { DomainError, type Fault } from '#core/errors.ts';
import { People, type Person } from '#core/people/model.ts';
import type { IncomingEvent } from './accept.ts';

export type Audience = {
  /** Who is told, also those since deactivated, for whom the log says why not. */
  recipients: Person[];
  employee?: Person;
};

/**
 * Who is told of each event: the recruiters named; else those who follow its job or candidate; else every active admin
 * and boss. @throws DomainError `invalid` that names each unknown address by its place.
 */
export async function audiences(ctx: Context, events: { event: IncomingEvent; index: number }[]): Promise<Audience[]> {
  const people = await findNamed(ctx, events);
  const faults = events.flatMap(({ event, index }) => addressFaults(event, index, people));
  if (faults.length > 0) throw new DomainError('invalid', 'The events name people who are not known.', { faults });
  const followers = await findFollowers(
    ctx,
    events.map(({ event }) => event),
  );
  const heard = events.map(({ event }) => {
    const named = unique((event.data.recruiters ?? []).flatMap(email => people.get(email.toLowerCase()) ?? []));
    const following = unique(subjects(event).flatMap(subject => followers.get(subject) ?? []));
    return { event, named, chosen: [named, following].find(group => group.some(person => person.active)) };
  });
  const everyone = heard.every(({ chosen }) => chosen) ? [] : await activeRecruiters(ctx);
  return heard.map(({ event, named, chosen = everyone }) => {
    const gone = named.filter(person => !person.active && !chosen.includes(person));
    const employee = event.data.employee && people.get(event.data.employee.email.toLowerCase());
    return { recipients: [...chosen, ...gone], ...(employee ? { employee } : {}) };
  });
}

function subjects(event: IncomingEvent): string[] {
  return [`job:${event.data.job.id}`, `candidate:${event.data.candidate.id}`];
}

function unique(people: Person[]): Person[] {
  return [...new Map(people.map(person => [person._id, person])).values()];
}

async function findNamed(ctx: Context, events: { event: IncomingEvent }[]): Promise<Map<string, Person>> {
  const emails = events.flatMap(({ event }) => [
    ...(event.data.recruiters ?? []),
    ...(event.data.employee ? [event.data.employee.email] : []),
  ]);
  if (emails.length === 0) return new Map();
  const lower = [...new Set(emails.map(email => email.toLowerCase()))];
  const found = await People.find({ organization: ctx.organization, emailLower: { $in: lower } }).lean();
  const people = new Map<string, Person>(found.map(person => [person.emailLower, person]));
  const unknown = lower.filter(email => !people.has(email));
  if (unknown.length > 0) for (const [email, person] of await findMerged(ctx, unknown)) people.set(email, person);
  return people;
}

/** Those whose account by this address was merged into another. */
async function findMerged({ organization }: Context, emails: string[]): Promise<[string, Person][]> {
  const found = await People.find({ organization, 'directory.aliases': { $in: emails } }).lean();
  return found.flatMap(person =>
    (person.directory.aliases ?? [])
      .filter(alias => emails.includes(alias))
      .map((alias): [string, Person] => [alias, person]),
  );
}

function addressFaults(event: IncomingEvent, index: number, people: Map<string, Person>): Fault[] {
  const faults: Fault[] = [];
  for (const [place, email] of (event.data.recruiters ?? []).entries()) {
    const person = people.get(email.toLowerCase());
    const field = `data.recruiters[${place}]`;
    if (!person) faults.push({ index, field, message: `Nobody in the organization has the address ${email}.` });
    else if (person.role === 'member')
      faults.push({ index, field, message: `${email} is not a recruiter: the role must be admin or boss.` });
  }
  const employee = event.data.employee?.email;
  if (employee && !people.has(employee.toLowerCase()))
    faults.push({
      index,
      field: 'data.employee.email',
      message: `Nobody in the organization has the address ${employee}.`,
    });
  return faults;
}

async function findFollowers(ctx: Context, events: IncomingEvent[]): Promise<Map<string, Person[]>> {
  const wanted = [...new Set(events.filter(event => !event.data.recruiters?.length).flatMap(subjects))];
  if (wanted.length === 0) return new Map();
  const follows = await Follows.find({ organization: ctx.organization, subject: { $in: wanted } }).lean();
  if (follows.length === 0) return new Map();
  const ids = [...new Set(follows.map(follow => follow.person))];
  const people = await People.find({
    organization: ctx.organization,
    _id: { $in: ids },
    active: true,
    role: { $in: ['admin', 'boss'] },
  }).lean();
  const byId = new Map(people.map(person => [person._id, person]));
  const bySubject = new Map<string, Person[]>();
  for (const follow of follows) {
    const person = byId.get(follow.person);
    if (person) bySubject.set(follow.subject, [...(bySubject.get(follow.subject) ?? []), person]);
  }
  return bySubject;
}

async function activeRecruiters(ctx: Context): Promise<Person[]> {
  return People.find({ organization: ctx.organization, active: true, role: { $in: ['admin', 'boss'] } }).lean();
}
