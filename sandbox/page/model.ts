import type { SandboxCompany, SandboxPerson, SandboxState } from './contract.ts';

export type Panel = 'event' | 'directory' | 'mail' | 'faults';
export type View = 'people' | 'chat' | 'app' | Panel;

/** What the middle of the page is: the people and their chats, or the app with its tabs. */
export type Room = 'chat' | 'app';
export type AppTab = 'home' | 'chat';
export type Shape = 'wide' | 'side' | 'phone';
export type Language = 'en' | 'nl' | 'de';

export type Place = {
  person?: string;
  view: View;
  mail?: string;
  room: Room;
  tab: AppTab;
  shape: Shape;
  language: Language;
};

export type Model = {
  load: 'loading' | 'ready' | 'failed';
  failure: string;
  state: SandboxState;
  connection: 'connecting' | 'live' | 'polling' | 'offline';
  place: Place;
  /** The tool shown on a wide screen; it stays while the chat or the people are looked at. */
  panel: Panel;
};

export const model: Model = {
  load: 'loading',
  failure: '',
  state: { companies: [], chats: {}, mails: [], faults: [], samples: [], directories: [] },
  connection: 'connecting',
  place: { view: 'chat', room: 'chat', tab: 'home', shape: 'wide', language: 'en' },
  panel: 'event',
};

const listeners = new Set<() => void>();
let pending = false;

export const onChange = (listener: () => void): void => {
  listeners.add(listener);
};

/** Changes the model and draws the page once, however many changes a turn makes. */
export const change = (part: Partial<Model> = {}): void => {
  Object.assign(model, part);
  if (pending) return;
  pending = true;
  queueMicrotask(() => {
    pending = false;
    for (const listener of listeners) listener();
  });
};

export const everyone = (): SandboxPerson[] => model.state.companies.flatMap(company => company.people);

export const personById = (id: string | undefined): SandboxPerson | undefined =>
  everyone().find(person => person.id === id);

export const companyOf = (person: SandboxPerson | undefined): SandboxCompany | undefined =>
  model.state.companies.find(company => company.tenantId === person?.tenantId);

/** The person a newcomer should look at first: one who gets notifications. */
export const firstRecruiter = (company: SandboxCompany | undefined): SandboxPerson | undefined => {
  const people = company?.people ?? [];
  return (
    people.find(person => person.role === 'admin' && person.bot === 'installed') ??
    people.find(person => person.role !== 'member' && person.bot === 'installed') ??
    people[0]
  );
};

export const roleNames = { admin: 'Admin, recruiter', boss: 'Boss, recruiter', member: 'Employee' } as const;
