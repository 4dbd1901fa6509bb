import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Limits } from '#env/limits.ts';
import { reapRows } from './claim.ts';
import { startFlusher } from './flusher.ts';
import { type LaneState, newLaneState, takeTurn } from './lane-turn.ts';
import { acquireLane, recentSends, releaseLanes, waitingLanes } from './lanes.ts';
import { paceOf } from './plan.ts';
import { type Observe, sendShipment } from './send-shipment.ts';
import type { Channels } from './ship.ts';
import { type Fresh, onWake } from './wake.ts';

type Parts = { channels: Channels; limits: Limits; log: Logger; observe: Observe };

const isMail = (lane: string): boolean => lane.startsWith('mail:');
const turnsAtOnce = 4;
const freshMs = 1_000;

/**
 * Sends what the outbox holds, at the pace each lane allows, until stopped. Any number of workers may do so over one
 * database. Lanes take turns, so that a large organization does not hold up a small one.
 */
export function startDispatch({ channels, limits, log, observe }: Parts): { stop(): Promise<void> } {
  const worker = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const flusher = startFlusher(limits, log);
  const lanes = new Map<string, LaneState>();
  const queue = new Set<string>();
  const turning = new Map<string, Promise<void>>();
  const timers = new Map<string, NodeJS.Timeout>();
  const sends = new Set<Promise<void>>();
  const fresh = new Map<string, Fresh[]>();
  // A turn costs nearly the same for one card as for many, so it waits until there is room for several.
  const leastRoom = Math.ceil(Math.min(limits.OUTBOX_CONCURRENCY, limits.LANE_CONCURRENCY) / 2);
  let reserved = 0;
  let stopped = false;
  let reapedAt = 0;
  let reaping: Promise<void> | undefined;

  /** Begins turns of the lanes that wait for one, in order, as long as there is room for their sends. */
  function pump(): void {
    for (const lane of queue) {
      const room = Math.min(limits.OUTBOX_CONCURRENCY - sends.size - reserved, limits.LANE_CONCURRENCY);
      if (stopped || room < leastRoom || turning.size >= turnsAtOnce) return;
      if (turning.has(lane) || (isMail(lane) && mailsInFlight() >= limits.OUTBOX_CONCURRENCY / 2)) continue;
      queue.delete(lane);
      reserved += room;
      const turn = takeLaneTurn(lane, room).finally(() => {
        reserved -= room;
        turning.delete(lane);
        pump();
      });
      turning.set(lane, turn);
    }
  }

  /** A mail server that hangs must not hold up Teams. */
  function mailsInFlight(): number {
    return [...lanes].reduce((sum, [lane, { inFlight }]) => sum + (isMail(lane) ? inFlight : 0), 0);
  }

  function enqueue(lane: string): void {
    queue.add(lane);
    pump();
  }

  /** What was stored in this process just now; older rows are read anew, as things may have changed. */
  function takeFresh(lane: string): Fresh[] {
    const rows = fresh.get(lane) ?? [];
    fresh.delete(lane);
    return rows.filter(({ row }) => Date.now() - row.createdAt.getTime() < freshMs);
  }

  function heard(named: string[], stored: Fresh[]): void {
    for (const one of stored) {
      const rows = fresh.get(one.row.lane);
      if (!lanes.has(one.row.lane) || (rows && rows.length >= limits.LANE_CONCURRENCY)) continue;
      if (rows) rows.push(one);
      else fresh.set(one.row.lane, [one]);
    }
    for (const lane of named) enqueue(lane);
  }

  function later(lane: string, ms: number): void {
    if (stopped || ms > limits.OUTBOX_POLL_MS || timers.has(lane)) return;
    const ring = (): void => {
      timers.delete(lane);
      enqueue(lane);
    };
    timers.set(lane, setTimeout(ring, ms));
  }

  async function takeLaneTurn(lane: string, room: number): Promise<void> {
    try {
      const state = await own(lane);
      if (!state) return;
      const turn = await takeTurn(state, room, takeFresh(lane), worker, limits, log);
      for (const rows of turn.shipments) {
        const send = sendShipment(rows, { state, turn, channels, limits, log, observe, flusher }).finally(() => {
          sends.delete(send);
          state.inFlight -= 1;
          if (state.starved || (turn.more && state.inFlight <= limits.LANE_CONCURRENCY / 2)) queue.add(lane);
          pump();
        });
        state.inFlight += 1;
        sends.add(send);
      }
      if (turn.againInMs !== undefined) later(lane, turn.againInMs);
    } catch (error) {
      log.warn({ err: error, lane }, 'a lane could not take its turn; the next poll tries again');
      if (lanes.get(lane)?.inFlight === 0) lanes.delete(lane);
    }
  }

  /** The lane's state, leased to this worker; undefined while another worker has the lane. */
  async function own(lane: string): Promise<LaneState | undefined> {
    const now = new Date();
    const at = now.getTime();
    const known = lanes.get(lane);
    if (known && known.leaseUntil - at > limits.LANE_LEASE_MS / 2) return known;
    const held = await acquireLane(lane, worker, now, limits.LANE_LEASE_MS);
    if (!held) return undefined;
    const state = known ?? newLaneState(lane, limits, at);
    if (state.leaseUntil < at) {
      const recent = await recentSends(lane, new Date(at - limits.GATHER_WINDOW_MS));
      for (const [recipient, sentAt] of recent)
        paceOf(recipient, { now: at, paces: state.paces, limits }).sentAt = sentAt;
    }
    state.leaseUntil = at + limits.LANE_LEASE_MS;
    state.pausedUntil = held.pausedUntil?.getTime() ?? 0;
    state.disabledUntil = held.disabledUntil?.getTime() ?? 0;
    lanes.set(lane, state);
    return state;
  }

  /** Beside the lanes, which do not wait for rows that a dead worker's transaction still locks. */
  async function reap(now: Date): Promise<void> {
    try {
      const reaped = await reapRows(now, limits.OUTBOX_MAX_ATTEMPTS);
      if (reaped > 0) log.warn({ rows: reaped }, 'took over rows of a worker that died');
    } catch (error) {
      log.warn({ err: error }, 'rows of dead workers could not be taken over; trying again');
    } finally {
      reaping = undefined;
    }
  }

  async function poll(): Promise<void> {
    const now = new Date();
    // Not while own results wait to be stored: after an outage their leases have passed, and they were sent all the same.
    if (now.getTime() - reapedAt > limits.OUTBOX_LEASE_MS / 4 && !flusher.pending()) {
      reapedAt = now.getTime();
      reaping ??= reap(now);
    }
    for (const { lane, next } of await waitingLanes()) if (next <= now) queue.add(lane);
    for (const [lane, state] of lanes) if (state.inFlight === 0 && state.leaseUntil < now.getTime()) lanes.delete(lane);
    pump();
  }

  async function pollForEver(): Promise<void> {
    while (!stopped) {
      await poll().catch(error => log.warn({ err: error }, 'the outbox could not be read; trying again'));
      await new Promise(resolve => {
        wakeFromPoll = resolve;
        timers.set('', setTimeout(resolve, limits.OUTBOX_POLL_MS));
      });
    }
  }

  let wakeFromPoll: (value: unknown) => void = () => {};
  const unsubscribe = onWake(heard);
  const polling = pollForEver();

  return {
    /** Claims nothing more, waits for the sends under way, and stores what became of them. */
    async stop() {
      stopped = true;
      unsubscribe();
      for (const timer of timers.values()) clearTimeout(timer);
      wakeFromPoll(undefined);
      await polling;
      await reaping;
      await Promise.all(turning.values());
      await Promise.all(sends);
      await flusher.drain();
      await releaseLanes([...lanes.keys()], worker);
    },
  };
}
