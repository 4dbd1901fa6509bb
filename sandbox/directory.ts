import { createHash } from 'node:crypto';
import type { Application, Person, Role, Tenant } from './state.ts';
import type { Store } from './store.ts';

type NewPerson = {
  id: string;
  name: string;
  givenName: string;
  familyName: string;
  email: string;
  role?: Role;
  userPrincipalName?: string;
  locale?: string;
  timeZone?: string;
};

export type Directory = {
  /** Adds a tenant, or changes the one of that id. */
  addTenant: (tenant: Tenant) => Tenant;
  /** Adds people to a tenant, or changes those of the same ids. */
  addPeople: (tenantId: string, people: NewPerson[]) => Person[];
  /** Adds an app registration; `consents` holds application permissions by tenant. */
  addApplication: (application: Application) => Application;
  tenant: (id: string) => Tenant | undefined;
  tenants: () => Tenant[];
  person: (id: string) => Person | undefined;
  /** By Teams id, object id, user principal name or e-mail. */
  findPerson: (tenantId: string | undefined, name: string) => Person | undefined;
  people: (tenantId?: string) => Person[];
  application: (id: string) => Application | undefined;
};

/** The people and app registrations that the stand-ins for Entra, Teams and Graph share. */
export function createDirectory(store: Store, bot: { id: string; password: string; tenantId: string }): Directory {
  const { state, changed } = store;
  const botApplication: Application = {
    id: bot.id,
    secret: bot.password,
    homeTenantId: bot.tenantId,
    consents: { [bot.tenantId]: [] },
  };
  const home: Tenant = { id: bot.tenantId, name: 'Wintro', domain: 'wintro.example' };
  const byTeamsId = new Map([...state.people.values()].map(person => [person.teamsId, person]));

  function addPerson(tenantId: string, given: NewPerson): Person {
    const person: Person = {
      id: given.id,
      tenantId,
      name: given.name,
      givenName: given.givenName,
      familyName: given.familyName,
      email: given.email,
      userPrincipalName: given.userPrincipalName ?? given.email,
      role: given.role ?? 'member',
      teamsId: teamsIdOf(bot.id, given.id),
      locale: given.locale ?? 'en-US',
      timeZone: given.timeZone ?? 'Europe/Berlin',
    };
    state.people.set(person.id, person);
    byTeamsId.set(person.teamsId, person);
    return person;
  }

  function findPerson(tenantId: string | undefined, name: string): Person | undefined {
    const known = byTeamsId.get(name) ?? state.people.get(name);
    // The index outlives a reset, so a hit counts only while the person is there.
    const found = known && state.people.has(known.id) ? known : byAddress(name.toLowerCase());
    return found && (tenantId === undefined || found.tenantId === tenantId) ? found : undefined;
  }

  function byAddress(address: string): Person | undefined {
    for (const person of state.people.values())
      if (person.userPrincipalName.toLowerCase() === address || person.email.toLowerCase() === address) return person;
    return undefined;
  }

  return {
    addTenant(tenant) {
      state.tenants.set(tenant.id, tenant);
      changed();
      return tenant;
    },
    addPeople(tenantId, people) {
      const added = people.map(person => addPerson(tenantId, person));
      changed();
      return added;
    },
    addApplication(application) {
      state.applications.set(application.id, application);
      changed();
      return application;
    },
    tenant: id => state.tenants.get(id) ?? (id === home.id ? home : undefined),
    tenants: () => [...state.tenants.values()],
    person: id => state.people.get(id),
    findPerson,
    people: tenantId =>
      [...state.people.values()].filter(person => tenantId === undefined || person.tenantId === tenantId),
    application: id => (id === bot.id ? botApplication : state.applications.get(id)),
  };
}

/** Teams gives each person another id towards each bot, and always the same one. */
function teamsIdOf(botId: string, personId: string): string {
  return `29:1${createHash('sha512').update(`${botId}:${personId}`).digest('base64url').slice(0, 86)}`;
}
