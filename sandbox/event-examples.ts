import { randomInt, randomUUID } from 'node:crypto';
import type { EventExample } from './page/contract.ts';
import type { Person } from './state.ts';

type Candidate = {
  id: string;
  fullName: string;
  email: string;
  headline: string;
  location: string;
  profileUrl: string;
};
type Job = { id: string; title: string; url: string };
type Story = {
  candidate: Candidate;
  job: Job;
  score: number;
  matched: string;
  known: string;
  praise: string;
  needed: string;
};

const stories: Story[] = [
  {
    candidate: candidate('ines-carvalho', 'Inês Carvalho', 'Backend engineer, payments', 'Lisbon'),
    job: job('eng-114', 'Senior Backend Engineer'),
    score: 91,
    matched: 'Six years of TypeScript and MongoDB in payments, and open to moving this autumn.',
    known: 'We built the ledger together at our last company. She asked me what it is like here.',
    praise: 'Calm when things break, and the clearest code reviews I have had.',
    needed: 'Inês is free for a second interview on Thursday or Friday. Somebody has to confirm a slot.',
  },
  {
    candidate: candidate('samuel-adeyemi', 'Samuel Adeyemi', 'Product designer, health', 'Rotterdam'),
    job: job('dsn-031', 'Lead Product Designer'),
    score: 84,
    matched: 'Led design for two patient apps, and two of your people studied with him.',
    known: 'Samuel and I shared a desk for three years. He is looking, but quietly.',
    praise: 'He asks the question that everyone else was afraid of, and then draws the answer.',
    needed: "Samuel's portfolio has waited for a reviewer for four days.",
  },
  {
    candidate: candidate('mei-ling-chua', 'Mei Ling Chua', 'Data analyst, logistics', 'Hamburg'),
    job: job('dat-207', 'Data Analyst, Supply'),
    score: 78,
    matched: 'Forecasts stock for a port operator; speaks German, English and Mandarin.',
    known: 'She mentored me in my first job. Her contract ends in spring.',
    praise: 'Finds the one number that matters and can say why it does.',
    needed: 'The offer for Mei Ling needs an approval before Monday.',
  },
];

/** One event of each kind, as the matching engine would post it, about someone else each time. */
export function eventExamples(people: Person[]): EventExample[] {
  const employees = people.filter(person => person.role === 'member');
  const first = randomInt(stories.length);
  const story = (step: number): Story => pick(stories, first + step);
  const employee = (): { email: string } => ({ email: pick(employees, randomInt(employees.length)).email });
  return [
    example('candidate.matched', 'Candidate matched', story(0), ({ score, matched }) => ({ score, reason: matched })),
    example('candidate.referred', 'Candidate referred', story(1), ({ known }) => ({
      employee: employee(),
      note: known,
    })),
    example('candidate.recommended', 'Candidate recommended', story(2), ({ praise }) => ({
      employee: employee(),
      note: praise,
    })),
    example('action.required', 'Action required', story(0), ({ needed }) => ({ reason: needed })),
  ];
}

function example(type: string, title: string, story: Story, more: (story: Story) => object): EventExample {
  return {
    type,
    title,
    body: {
      specversion: '1.0',
      id: randomUUID(),
      source: '/sandbox',
      type,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      data: { candidate: story.candidate, job: story.job, ...more(story) },
    },
  };
}

function candidate(id: string, fullName: string, headline: string, location: string): Candidate {
  const email = `${id.replaceAll('-', '.')}@mail.example`;
  return { id, fullName, email, headline, location, profileUrl: `https://example.com/people/${id}` };
}

function job(id: string, title: string): Job {
  return { id, title, url: `https://example.com/jobs/${id}` };
}

function pick<T>(list: T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('There is nothing to pick from.');
  return found;
}
