import type { ProvisioningDetail, ProvisioningEntry, ProvisioningStep } from '../page/directory-contract.ts';

export type ProvisioningLog = {
  add: (entry: Omit<ProvisioningEntry, 'id'>, steps: ProvisioningStep[]) => ProvisioningDetail;
  /** Newest first. */
  list: (filter: LogFilter) => { total: number; entries: ProvisioningEntry[] };
  find: (id: number) => ProvisioningDetail | undefined;
  newest: () => number;
  clear: () => void;
};

type LogFilter = { q?: string; status?: string; action?: string; skip?: number; limit?: number };

const keptEntries = 50_000;
/** Requests and answers are kept of the newest, and of the failures among the rest. */
const keptDetails = 2_000;

/** What the directory did, in the words of Entra's provisioning log; in memory alone. */
export function createProvisioningLog(): ProvisioningLog {
  let entries: ProvisioningDetail[] = [];
  let last = 0;

  return {
    add(entry, steps) {
      last += 1;
      const added = { id: last, ...entry, steps };
      entries.push(added);
      const old = entries[entries.length - 1 - keptDetails];
      if (old && old.status !== 'Failure') old.steps = [];
      if (entries.length > keptEntries * 1.1) entries = entries.slice(-keptEntries);
      return added;
    },
    list({ q = '', status, action, skip = 0, limit = 50 }) {
      const wanted = q.trim().toLowerCase();
      const found = entries.filter(
        entry =>
          (status === undefined || entry.status === status) &&
          (action === undefined || entry.action === action) &&
          (wanted === '' || `${entry.name} ${entry.reason}`.toLowerCase().includes(wanted)),
      );
      const page = found.toReversed().slice(skip, skip + limit);
      return { total: found.length, entries: page.map(({ steps: _, ...entry }) => entry) };
    },
    find: id => entries.find(entry => entry.id === id),
    newest: () => last,
    clear() {
      entries = [];
    },
  };
}
