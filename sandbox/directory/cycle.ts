import { randomUUID } from 'node:crypto';
import type {
  Counts,
  CycleMode,
  CycleProgress,
  CycleSummary,
  ProvisioningDetail,
  ProvisioningEntry,
} from '../page/directory-contract.ts';
import { type Ask, attempt } from './attempt.ts';
import type { Client } from './client.ts';
import { hold, isHopeless, quarantined } from './escrow.ts';
import { printOfUser } from './job.ts';
import type { ProvisioningLog } from './log.ts';
import { groupsToLookAt, keys, managersToLookAt, printOfGroup, printOfManager, usersToLookAt } from './plan.ts';
import { provisionGroup } from './provision-group.ts';
import { type Outcome, type Push, provisionManager, provisionUser } from './provision-user.ts';
import { Refused } from './refusal.ts';
import { testConnection } from './test-connection.ts';

export type CycleParts = Push & {
  client: Client;
  log: ProvisioningLog;
  mode: CycleMode;
  now: () => Date;
  /** How many objects are under way at once. */
  parallel: number;
  signal: AbortSignal;
  progress: (progress: CycleProgress) => void;
};

type Subject = {
  key: string;
  kind: 'user' | 'group';
  name: string;
  print: string;
  work: (ask: Ask) => Promise<Outcome>;
};

const nothing: Counts = { created: 0, updated: 0, disabled: 0, deleted: 0, skipped: 0, failed: 0 };
const counted = {
  Create: 'created',
  Update: 'updated',
  Disable: 'disabled',
  Delete: 'deleted',
  Other: 'skipped',
} as const;

/**
 * One cycle: the connection is tested, then people, then whose manager is whom, then groups, without members first. An
 * object that fails is put aside for a later cycle; a refused token, or nobody there, ends the cycle in quarantine.
 */
export async function runCycle(parts: CycleParts): Promise<CycleSummary> {
  const { staff, job, client, log, mode, now, signal } = parts;
  const began = now();
  job.cycle += 1;
  const state: CycleProgress = {
    ...nothing,
    number: job.cycle,
    mode,
    phase: 'Test Connection',
    done: 0,
    total: 0,
    requests: 0,
    startedAt: began.toISOString(),
    elapsedMs: 0,
  };
  const measure = (): CycleProgress => ({ ...state, elapsedMs: now().getTime() - began.getTime() });
  const tell = (): void => parts.progress(measure());
  const asked = (): void => {
    state.requests += 1;
  };

  function summarize(end: CycleSummary['end'], words: string): CycleSummary {
    return { ...measure(), end, words };
  }

  function quarantine(why: string): CycleSummary {
    job.quarantine = quarantined(job.quarantine, why, now());
    return summarize('quarantined', why);
  }

  async function handle(subject: Subject): Promise<void> {
    const { ask, steps } = attempt(client, asked);
    const entry = { at: now().toISOString(), cycle: job.cycle, kind: subject.kind, name: subject.name };
    try {
      const outcome = await subject.work(ask);
      job.escrow.delete(subject.key);
      count(outcome);
      log.add({ ...entry, ...outcome }, steps);
    } catch (error) {
      if (signal.aborted || !(error instanceof Refused)) throw error;
      state.failed += 1;
      const { dueCycle } = hold(job, subject.key, subject.print);
      const gap = dueCycle - job.cycle;
      const again = `Tried again in ${gap === 1 ? 'the next cycle' : `${gap} cycles`}.`;
      const failure = { action: actionOf(steps), status: 'Failure', reason: `${error.message} ${again}` } as const;
      log.add({ ...entry, ...failure }, steps);
      if (error.fatal) throw error;
    }
    state.done += 1;
    tell();
  }

  function count({ action, status }: Outcome): void {
    state[status === 'Skipped' ? 'skipped' : counted[action]] += 1;
  }

  async function phase(name: CycleProgress['phase'], subjects: Subject[], later: number): Promise<void> {
    state.phase = name;
    state.total = state.done + subjects.length + later;
    tell();
    await inParallel(subjects, parts.parallel, signal, handle);
  }

  const userNamed = (id: string): string => staff.users.get(id)?.displayName ?? job.users.get(id)?.name ?? id;
  const users = (): Subject[] =>
    usersToLookAt(parts).map(id => ({
      key: keys.user(id),
      kind: 'user',
      name: userNamed(id),
      print: printOfUser(staff.users.get(id)),
      work: ask => provisionUser(ask, parts, id),
    }));
  const managers = (): Subject[] =>
    managersToLookAt(parts).flatMap(id => {
      const user = staff.users.get(id);
      // Whoever could not be provisioned has failed already.
      if (!user || !job.users.has(id)) return [];
      const print = printOfManager(parts, id);
      const work = (ask: Ask) => provisionManager(ask, parts, user);
      return [{ key: keys.manager(id), kind: 'user', name: user.displayName, print, work }];
    });
  const groups = (): Subject[] =>
    groupsToLookAt(parts).map(id => ({
      key: keys.group(id),
      kind: 'group',
      name: staff.groups.get(id)?.displayName ?? job.groups.get(id)?.name ?? id,
      print: printOfGroup(staff, id),
      work: ask => provisionGroup(ask, parts, id),
    }));

  tell();
  try {
    const probe = await testConnection(parts, randomUUID(), { cycle: job.cycle, asked });
    if (!probe.authorized) return quarantine(probe.words);
    delete job.quarantine;
    await phase('People', users(), managersToLookAt(parts).length + groupsToLookAt(parts).length);
    await phase('Managers', managers(), groupsToLookAt(parts).length);
    await phase('Groups', groups(), 0);
  } catch (error) {
    if (signal.aborted) return summarize('stopped', 'Stopped. What was not reached is taken up by the next cycle.');
    if (error instanceof Refused) return quarantine(error.message);
    throw error;
  }
  if (isHopeless(state)) return quarantine(`${state.failed} of ${state.total} objects failed.`);
  return summarize('finished', state.failed > 0 ? `${state.failed} failed; the log says why.` : 'Finished.');
}

/** Takes the list from its head with so many workers. @throws the first error, after the others have ended. */
async function inParallel<T>(list: T[], workers: number, signal: AbortSignal, work: (one: T) => Promise<void>) {
  let next = 0;
  let broken = false;
  async function take(): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const one = list[next++];
      if (one === undefined || broken) return;
      await work(one).catch(error => {
        broken = true;
        throw error;
      });
    }
  }
  const results = await Promise.allSettled(Array.from({ length: workers }, take));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** What a failed attempt was about to do, by its last step. */
function actionOf(steps: ProvisioningDetail['steps']): ProvisioningEntry['action'] {
  const { method } = steps.at(-1) ?? {};
  if (method === 'POST') return 'Create';
  if (method === 'DELETE') return 'Delete';
  return method === 'GET' ? 'Other' : 'Update';
}
