import { randomUUID } from 'node:crypto';
import { Refusal } from '../http/answer.ts';
import type { CycleMode, CycleProgress, CycleSummary, ProvisioningDetail } from '../page/directory-contract.ts';
import { attempt } from './attempt.ts';
import { type Client, createClient } from './client.ts';
import { type CycleParts, runCycle } from './cycle.ts';
import type { Dialect, Matching } from './dialect.ts';
import { dialectOf, onDemandDialect } from './dialects.ts';
import { managerWanted, newJob } from './job.ts';
import { createProvisioningLog, type ProvisioningLog } from './log.ts';
import { provisionManager, provisionUser } from './provision-user.ts';
import type { Connection, DirectoryRecord } from './record.ts';
import { Refused } from './refusal.ts';
import { type ConnectionTest, testConnection } from './test-connection.ts';

export type Provisioner = {
  /** As it is now; what is in it changes. */
  record: DirectoryRecord;
  log: ProvisioningLog;
  /**
   * Another tenant URL is another target: what the job knows of the former one is forgotten.
   * @throws Refusal while a cycle runs.
   */
  connect: (changes: Partial<Connection>) => void;
  test: () => Promise<ConnectionTest>;
  /** @throws Refusal while another cycle runs. */
  cycle: (mode: CycleMode) => Promise<CycleSummary>;
  running: () => CycleProgress | undefined;
  last: () => CycleSummary | undefined;
  /** Ends the cycle that runs, if one does. */
  stop: () => void;
  /** Pushes one person at once, also one that waits for its next try. */
  onDemand: (userId: string) => Promise<ProvisioningDetail>;
};

export type ProvisionerOptions = {
  record: DirectoryRecord;
  /** Called after each change worth saving. */
  changed?: () => void;
  progress?: (progress: CycleProgress) => void;
  now?: () => Date;
  parallel?: number;
  batch?: number;
  matching?: Matching[];
  pausesMs?: number[];
};

/** A directory's provisioning job: who is in the directory, where it pushes them, and how. */
export function createProvisioner(options: ProvisionerOptions): Provisioner {
  const { record, now = () => new Date(), changed = () => {}, parallel = 4, batch = 100 } = options;
  const { staff } = record;
  const log = createProvisioningLog();
  let running: CycleProgress | undefined;
  let last: CycleSummary | undefined;
  let stopping: AbortController | undefined;

  async function withClient<T>(
    dialect: Dialect,
    signal: AbortSignal | undefined,
    work: (client: Client) => Promise<T>,
  ) {
    const client = createClient({
      ...record.connection,
      ...(dialect.headers ? { headers: dialect.headers } : {}),
      ...(options.pausesMs ? { pausesMs: options.pausesMs } : {}),
      ...(signal ? { signal } : {}),
      connections: parallel,
    });
    return work(client).finally(client.close);
  }

  const push = (dialect: Dialect, everything: boolean) => ({
    staff,
    job: record.job,
    dialect,
    matching: options.matching ?? ['userName' as const],
    batch,
    everything,
  });

  async function cycle(mode: CycleMode): Promise<CycleSummary> {
    if (stopping) throw new Refusal(409, 'A cycle is running already.');
    const ending = new AbortController();
    stopping = ending;
    if (mode === 'restart') record.job = newJob(record.job.cycle);
    const dialect = dialectOf(record.connection);
    const progress = (state: CycleProgress): void => {
      running = state;
      options.progress?.(state);
    };
    try {
      last = await withClient(dialect, ending.signal, client => {
        const parts: CycleParts = {
          ...push(dialect, mode === 'everything'),
          ...{ client, log, mode, now, parallel, progress },
          signal: ending.signal,
        };
        return runCycle(parts);
      });
      return last;
    } catch (error) {
      if (running) last = { ...running, end: 'stopped', words: 'The sandbox itself failed; its process says why.' };
      throw error;
    } finally {
      stopping = undefined;
      running = undefined;
      changed();
    }
  }

  async function onDemand(userId: string): Promise<ProvisioningDetail> {
    const user = staff.users.get(userId);
    const dialect = onDemandDialect(record.connection);
    const entry = { at: now().toISOString(), kind: 'user', name: user?.displayName ?? userId } as const;
    return withClient(dialect, undefined, async client => {
      const { ask, steps } = attempt(client);
      try {
        const outcome = await provisionUser(ask, push(dialect, false), userId);
        record.job.escrow.delete(`user:${userId}`);
        const link = record.job.users.get(userId);
        const manager =
          user && link && dialect.managers && managerWanted(staff, record.job, user) !== link.manager
            ? await provisionManager(ask, push(dialect, false), user)
            : undefined;
        const more = manager?.status === 'Success' ? ` ${manager.reason}` : '';
        const better = manager?.status === 'Success' && outcome.status === 'Skipped' ? manager : outcome;
        return log.add({ ...entry, ...better, reason: `${outcome.reason}${more}` }, steps);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return log.add({ ...entry, action: 'Other', status: 'Failure', reason: error.message }, steps);
      }
    }).finally(changed);
  }

  return {
    record,
    log,
    connect(changes) {
      if (stopping) throw new Refusal(409, 'A cycle is running. Stop it before the connection is changed.');
      if (changes.url !== undefined && changes.url !== record.connection.url) record.job = newJob();
      record.connection = { ...record.connection, ...changes };
      changed();
    },
    test: () => {
      const dialect = dialectOf(record.connection);
      return withClient(dialect, undefined, client => testConnection({ client, dialect, log, now }, randomUUID()));
    },
    cycle,
    running: () => running,
    last: () => last,
    stop: () => stopping?.abort(),
    onDemand,
  };
}
