import type { EventType } from '#core/people/model.ts';

const job = { id: 'job-4711', title: 'Platform engineer', url: 'https://jobs.contoso.example/4711' };

/** One event of each type, as the documentation and the sandbox show it. */
export const eventExamples = {
  'candidate.matched': {
    specversion: '1.0',
    id: '2f1c9d7e-0001',
    source: '/matching/engine',
    type: 'candidate.matched',
    time: '2025-03-04T09:30:00Z',
    data: {
      candidate: {
        id: 'cand-1001',
        fullName: 'Priya Raman',
        email: 'priya.raman@mail.example',
        headline: 'Staff engineer at Fabrikam',
        location: 'Berlin',
        profileUrl: 'https://people.example/priya-raman',
      },
      job,
      reason: 'Eight years of Kubernetes, and worked with three people of your platform team.',
      score: 92,
    },
  },
  'candidate.referred': {
    specversion: '1.0',
    id: '2f1c9d7e-0002',
    source: '/referrals',
    type: 'candidate.referred',
    time: '2025-03-04T10:05:00Z',
    data: {
      candidate: { id: 'cand-1002', fullName: 'Jonas Weber', email: 'jonas.weber@mail.example' },
      job,
      employee: { email: 'eve@contoso.example' },
      note: 'We built the billing system together. He is looking for something new.',
    },
  },
  'candidate.recommended': {
    specversion: '1.0',
    id: '2f1c9d7e-0003',
    source: '/referrals',
    type: 'candidate.recommended',
    time: '2025-03-04T11:20:00Z',
    data: {
      candidate: { id: 'cand-1003', fullName: 'Amina Diallo', headline: 'Engineering manager' },
      job,
      employee: { email: 'eve@contoso.example' },
      note: 'The best manager I have had.',
      score: 88,
    },
  },
  'action.required': {
    specversion: '1.0',
    id: '2f1c9d7e-0004',
    source: '/ats/interviews',
    type: 'action.required',
    time: '2025-03-04T14:00:00+01:00',
    data: {
      candidate: { id: 'cand-1001', fullName: 'Priya Raman' },
      job,
      reason: 'Choose a time for the second interview before Friday.',
      recruiters: ['ada@contoso.example'],
    },
  },
} satisfies Record<EventType, Record<string, unknown>>;
