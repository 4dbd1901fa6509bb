import { randomUUID } from 'node:crypto';
import type { Organization, Recruiter } from './world.ts';

const jobs = 40;

/** What an applicant tracking system would post for one recruiter. */
export function newEvent({ email }: Pick<Recruiter, 'email'>) {
  const id = randomUUID();
  const job = Math.floor(Math.random() * jobs);
  return {
    specversion: '1.0',
    id,
    source: '/bench',
    type: 'candidate.matched',
    time: new Date().toISOString(),
    data: {
      candidate: {
        id: `cand-${id.slice(0, 8)}`,
        fullName: 'Priya Raman',
        email: 'priya.raman@mail.example',
        headline: 'Staff engineer at Fabrikam',
        location: 'Berlin',
        profileUrl: 'https://people.example/priya-raman',
      },
      job: { id: `job-${job}`, title: 'Platform engineer', url: `https://jobs.example/${job}` },
      reason: 'Eight years of Kubernetes, and worked with three people of your platform team.',
      score: 92,
      recruiters: [email],
    },
  };
}

type NewEvent = ReturnType<typeof newEvent>;

/** Posts one event, or several as a batch. @throws Error for anything but 202. */
export async function post(url: string, { apiKey }: Organization, events: NewEvent | NewEvent[]): Promise<void> {
  const type = Array.isArray(events) ? 'cloudevents-batch+json' : 'cloudevents+json';
  const response = await fetch(`${url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': `application/${type}`, authorization: `Bearer ${apiKey}` },
    body: JSON.stringify(events),
  });
  const text = await response.text();
  if (response.status !== 202) throw new Error(`POST /api/events answered ${response.status}: ${text}`);
}

const postersAtOnce = 4;

/** Posts so many events for each recruiter, a batch for each organization at a time. */
export async function postBatches(url: string, world: Organization[], eachRecruiter: number): Promise<void> {
  const batches = Array.from({ length: eachRecruiter }, () => world).flat();
  const poster = async (): Promise<void> => {
    for (let next = batches.shift(); next; next = batches.shift()) await post(url, next, next.recruiters.map(newEvent));
  };
  await Promise.all(Array.from({ length: postersAtOnce }, poster));
}
