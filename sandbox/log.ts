import { hash } from 'node:crypto';

export type LogEntry = {
  id: number;
  time: string;
  service: string;
  method: string;
  path: string;
  /** Absent while it runs. 0: the connection ended without an answer. */
  status?: number;
  durationMs?: number;
  /** How many times this very request (method, path and body) has come, this one included. */
  attempt: number;
  /** The Entra object id whose chat it was about. */
  person?: string;
  tenantId?: string;
  /** Of the message that it made, changed or deleted. */
  activityId?: string;
};

export type RequestLog = {
  begin: (request: { service: string; method: string; path: string; body?: string }) => LogEntry;
  end: (entry: LogEntry, status: number) => void;
  /** Oldest first. */
  list: (filter?: { person?: string; service?: string; after?: number; limit?: number }) => LogEntry[];
  /** How many requests of each service ended with each status, as `connector 201`. */
  counts: () => Record<string, number>;
  clear: () => void;
};

const kept = 100_000;

/** What has come in, for tests and benchmarks to read. */
export function createLog(): RequestLog {
  let entries: LogEntry[] = [];
  let seen = new Map<string, number>();
  let totals: Record<string, number> = {};
  let began = new WeakMap<LogEntry, number>();
  let last = 0;
  return {
    begin({ service, method, path, body = '' }) {
      const print = hash('md5', `${method} ${path} ${body}`);
      const attempt = (seen.get(print) ?? 0) + 1;
      seen.set(print, attempt);
      last += 1;
      const entry: LogEntry = { id: last, time: new Date().toISOString(), service, method, path, attempt };
      began.set(entry, performance.now());
      entries.push(entry);
      if (entries.length > kept * 1.1) entries = entries.slice(-kept);
      if (seen.size > kept * 2) seen = new Map();
      return entry;
    },
    end(entry, status) {
      if (entry.status !== undefined) return;
      entry.status = status;
      entry.durationMs = Math.round((performance.now() - (began.get(entry) ?? 0)) * 10) / 10;
      const name = `${entry.service} ${status}`;
      totals[name] = (totals[name] ?? 0) + 1;
    },
    list({ person, service, after = 0, limit = kept } = {}) {
      return entries
        .filter(
          entry =>
            entry.id > after &&
            (person === undefined || entry.person === person) &&
            (service === undefined || entry.service === service),
        )
        .slice(-limit)
        .map(entry => ({ ...entry }));
    },
    counts: () => ({ ...totals }),
    clear() {
      entries = [];
      seen = new Map();
      totals = {};
      began = new WeakMap();
    },
  };
}
