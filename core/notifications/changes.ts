import type { Logger } from 'pino';
import type { Context } from '#core/context.ts';
import { People } from '#core/people/model.ts';
import type { Limits } from '#env/limits.ts';
import { countChange, readMarks } from './change-marks.ts';
import { onWake } from './wake.ts';

type Listener = {
  person: string;
  /** Something may have changed that the person sees. */
  changed: () => void;
  /** The person may no longer listen. */
  dismissed: () => void;
};

export type Changes = {
  /** Listens to an organization until the function it answers is called. */
  listen: (organization: string, listener: Listener) => () => void;
  /** Tells every process of a change that leaves no row in the outbox. */
  tell: (ctx: Context) => Promise<void>;
};

type Watch = { listeners: Set<Listener>; lanes: Set<string>; mark?: string; settling: boolean };

/**
 * Says when what an organization's recruiters see may have changed: at once for what happens in this process, else by
 * looking at the marks of all organizations together, and only while somebody listens.
 */
export function createChanges({ limits, log }: { limits: Limits; log: Logger }): Changes {
  const watched = new Map<string, Watch>();
  let timer: NodeJS.Timeout | undefined;
  let unsubscribe: (() => void) | undefined;
  let polling = false;
  let checkedAt = 0;

  function announce({ listeners }: Watch): void {
    for (const listener of [...listeners]) listener.changed();
  }

  function heard(lanes: string[]): void {
    for (const watch of watched.values()) if (lanes.some(lane => watch.lanes.has(lane))) announce(watch);
  }

  function compare(watch: Watch, mark: string): void {
    const moved = watch.mark !== undefined && watch.mark !== mark;
    // Once more after the first mark, before which something may have changed since the page was read; and after the last
    // that moved: a result may be written after a later one (they carry the time of the send), and then moves no mark.
    if (moved || watch.settling) announce(watch);
    watch.settling = moved;
    watch.mark = mark;
  }

  async function look(): Promise<void> {
    const marks = await readMarks([...watched.keys()]);
    for (const [organization, { lanes, mark }] of marks) {
      const watch = watched.get(organization);
      if (!watch) continue;
      watch.lanes = new Set(lanes);
      compare(watch, mark);
    }
    if (Date.now() - checkedAt < limits.CHANGES_HEARTBEAT_MS) return;
    checkedAt = Date.now();
    await dismiss();
  }

  /** A stream outlives the check at its beginning: whoever was deactivated or lost the role since is sent away. */
  async function dismiss(): Promise<void> {
    const all = [...watched.values()].flatMap(({ listeners }) => [...listeners]);
    const allowed = await People.find(
      {
        organization: { $in: [...watched.keys()] },
        _id: { $in: [...new Set(all.map(({ person }) => person))] },
        active: true,
        role: { $in: ['admin', 'boss'] },
      },
      { _id: 1 },
    ).lean();
    const ids = new Set(allowed.map(({ _id }) => _id));
    for (const listener of all) if (!ids.has(listener.person)) listener.dismissed();
  }

  async function poll(): Promise<void> {
    if (polling) return;
    polling = true;
    clearTimeout(timer);
    try {
      await look();
    } catch (error) {
      log.warn({ err: error }, 'changes could not be looked for; trying again');
    } finally {
      polling = false;
      if (watched.size > 0) timer = setTimeout(poll, limits.CHANGES_POLL_MS);
    }
  }

  function leave(organization: string, watch: Watch, listener: Listener): void {
    watch.listeners.delete(listener);
    if (watch.listeners.size === 0 && watched.get(organization) === watch) watched.delete(organization);
    if (watched.size > 0) return;
    clearTimeout(timer);
    unsubscribe?.();
    unsubscribe = undefined;
  }

  return {
    listen(organization, listener) {
      const watch = watched.get(organization) ?? { listeners: new Set(), lanes: new Set(), settling: true };
      watch.listeners.add(listener);
      unsubscribe ??= onWake(heard);
      if (!watched.has(organization)) {
        watched.set(organization, watch);
        void poll();
      }
      return () => leave(organization, watch, listener);
    },
    async tell(ctx) {
      await countChange(ctx);
      const watch = watched.get(ctx.organization);
      if (watch) announce(watch);
    },
  };
}
