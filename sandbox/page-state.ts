import { describeEntry } from './connector/chats.ts';
import { botStateOf } from './connector/teams.ts';
import type { Directories } from './directory/directories.ts';
import type { Directory } from './directory.ts';
import type { Faults } from './faults.ts';
import type { SandboxCompany, SandboxState } from './page/contract.ts';
import type { Samples } from './samples.ts';
import type { Tenant } from './state.ts';
import type { Store } from './store.ts';

const shownEntries = 200;

type Shown = { store: Store; directory: Directory; directories: Directories; faults: Faults; samples: Samples };

/** What the page shows: of each chat the newest entries, oldest first. */
export function readPageState({ store, directory, directories, faults, samples }: Shown): SandboxState {
  const chats = [...store.state.chats.values()].filter(chat => chat.entries.length > 0);
  return {
    companies: directory.tenants().map(tenant => describeCompany(store, directory, tenant)),
    chats: Object.fromEntries(chats.map(chat => [chat.person, chat.entries.slice(-shownEntries).map(describeEntry)])),
    mails: store.state.mails,
    faults: faults.list(),
    samples: samples.waiting(),
    directories: directories.states(),
  };
}

export function describeCompany(store: Store, directory: Directory, tenant: Tenant): SandboxCompany {
  const people = directory.people(tenant.id).map(person => ({
    id: person.id,
    tenantId: person.tenantId,
    name: person.name,
    email: person.email,
    role: person.role,
    bot: botStateOf(store.state.chats, person),
  }));
  return { tenantId: tenant.id, name: tenant.name, domain: tenant.domain, people };
}
