import type { Directory } from '../directory.ts';
import { Refusal } from '../http/answer.ts';
import type { DirectoryState } from '../page/directory-contract.ts';
import type { Role } from '../state.ts';
import type { Store } from '../store.ts';
import { addGroup } from './newcomers.ts';
import { createProvisioner, type Provisioner } from './provisioner.ts';
import { newDirectory } from './record.ts';
import { firstGroups, groupNamed, isInScope, type Staff } from './staff.ts';

export type Directories = {
  /** The directory of a company; it begins with the company's people. @throws Refusal 404 */
  of: (tenantId: string) => Provisioner;
  state: (tenantId: string) => DirectoryState;
  states: () => DirectoryState[];
  /** To be called after each change of people or groups. */
  changed: (tenantId: string) => void;
  /** Ends what runs. */
  stop: () => void;
  clear: () => void;
};

type Parts = { store: Store; directory: Directory; productUrl: () => string };

const tellMs = 250;
const groupOf: Record<Role, string> = { admin: firstGroups.admin, boss: firstGroups.boss, member: firstGroups.all };

/** What each company's own directory (Entra ID, Okta or another) holds, and what it pushes to the product. */
export function createDirectories({ store, directory, productUrl }: Parts): Directories {
  const provisioners = new Map<string, Provisioner>();
  const revisions = new Map<string, number>();
  let toldAt = 0;

  /** A cycle makes hundreds of steps a second, of which a page need not see each. */
  function tellSometimes(): void {
    const now = performance.now();
    if (now - toldAt < tellMs) return;
    toldAt = now;
    store.tell();
  }

  function of(tenantId: string): Provisioner {
    const tenant = directory.tenants().find(each => each.id === tenantId);
    if (!tenant) throw new Refusal(404, 'The sandbox knows no such company.');
    const known = provisioners.get(tenantId);
    const provisioner = known ?? open(tenantId, tenant.domain);
    takeIn(provisioner.record.staff, tenantId);
    return provisioner;
  }

  function open(tenantId: string, domain: string): Provisioner {
    const url = `${productUrl()}/api/scim/v2`;
    const record =
      store.state.directories.get(tenantId) ?? newDirectory(tenantId, domain, { url, token: '', dialect: 'entra' });
    store.state.directories.set(tenantId, record);
    const made = createProvisioner({ record, changed: store.changed, progress: tellSometimes });
    provisioners.set(tenantId, made);
    return made;
  }

  /** Whoever is in Teams is in the directory, unless deleted there for good. */
  function takeIn(staff: Staff, tenantId: string): void {
    for (const person of directory.people(tenantId)) {
      if (staff.users.has(person.id) || staff.purged.has(person.id)) continue;
      staff.users.set(person.id, {
        id: person.id,
        userPrincipalName: person.userPrincipalName,
        mail: person.email,
        givenName: person.givenName,
        surname: person.familyName,
        displayName: person.name,
        enabled: true,
        assigned: true,
        softDeleted: false,
      });
      for (const name of new Set([firstGroups.all, groupOf[person.role]]))
        (groupNamed(staff, name) ?? addGroup(staff, name)).members.add(person.id);
    }
  }

  function state(tenantId: string): DirectoryState {
    const provisioner = of(tenantId);
    const { staff, job, connection } = provisioner.record;
    const users = [...staff.users.values()];
    const count = (test: (user: (typeof users)[number]) => boolean): number => users.filter(test).length;
    const [running, last] = [provisioner.running(), provisioner.last()];
    return {
      tenantId,
      people: {
        total: users.length,
        assigned: count(isInScope),
        disabled: count(user => !user.enabled && !user.softDeleted),
        deleted: count(user => user.softDeleted),
        provisioned: count(user => job.users.has(user.id)),
      },
      groups: staff.groups.size,
      connection: { url: connection.url, dialect: connection.dialect, tokenEnding: endingOf(connection.token) },
      tokenCommand: tokenCommand(staff.domain, connection.dialect),
      ...(running ? { running } : {}),
      ...(last ? { last } : {}),
      ...(job.quarantine ? { quarantine: job.quarantine } : {}),
      waiting: job.escrow.size,
      revision: revisions.get(tenantId) ?? 0,
      logged: provisioner.log.newest(),
    };
  }

  return {
    of,
    state,
    states: () => directory.tenants().map(tenant => state(tenant.id)),
    changed(tenantId) {
      revisions.set(tenantId, (revisions.get(tenantId) ?? 0) + 1);
      store.changed();
    },
    stop() {
      for (const provisioner of provisioners.values()) provisioner.stop();
    },
    clear() {
      for (const provisioner of provisioners.values()) provisioner.stop();
      provisioners.clear();
    },
  };
}

/** Of the secret part; what follows its colon names the connection. */
function endingOf(token: string): string {
  return token.replace(/:[^:]*$/, '').slice(-4);
}

function tokenCommand(domain: string, dialect: string): string {
  const provider = dialect.startsWith('okta') ? 'okta' : dialect.startsWith('entra') ? 'entra' : 'other';
  return `npm run wintro -- scim-token create --organization ${domain} --provider ${provider}`;
}
