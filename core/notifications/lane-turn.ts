import type { Logger } from 'pino';
import type { Colleague } from '#core/people/model.ts';
import type { Limits } from '#env/limits.ts';
import { available, type Bucket, newBucket, take, waitMs } from './bucket.ts';
import { claimRows, dropRows, dueOf, dueRows, postponeRows } from './claim.ts';
import { gate } from './gate.ts';
import type { Row } from './outbox.ts';
import { type Pace, plan } from './plan.ts';
import { reviewedBeforeSent } from './row.ts';
import { type Cargo, cargoOf, loadCargo, loadPeople } from './ship.ts';
import type { Fresh } from './wake.ts';

/** What the owner of a lane keeps in memory. Times in milliseconds. */
export type LaneState = {
  lane: string;
  leaseUntil: number;
  pausedUntil: number;
  disabledUntil: number;
  bucket: Bucket;
  paces: Map<string, Pace>;
  inFlight: number;
  /** Its last turn left due rows: they go before what comes in now. */
  backlog: boolean;
  /** Its last turn found no room: the next send that ends makes some. */
  starved: boolean;
  /** The last sends came to nothing: few at a time until one arrives. */
  cautious: boolean;
};

export type Turn = {
  shipments: Row[][];
  cargo: Cargo;
  now: Date;
  /** Whether rows that are due were left for the next turn. */
  more: boolean;
  /** When to look again; absent: when something wakes the lane. */
  againInMs?: number;
};

const gatheredAtMost = 1_000;

export function newLaneState(lane: string, limits: Limits, now: number): LaneState {
  const perSecond = lane.startsWith('mail:') ? limits.MAIL_PER_SECOND : limits.TENANT_PER_SECOND;
  return {
    lane,
    leaseUntil: 0,
    pausedUntil: 0,
    disabledUntil: 0,
    bucket: newBucket(perSecond, Math.max(1, perSecond), now),
    paces: new Map(),
    inFlight: 0,
    backlog: false,
    starved: false,
    cautious: false,
  };
}

/** One turn of a lane: reads what is due, settles what needs no sending, and claims what goes out now. */
export async function takeTurn(
  state: LaneState,
  room: number,
  fresh: Fresh[],
  worker: string,
  limits: Limits,
  log: Logger,
): Promise<Turn> {
  const now = new Date();
  const at = now.getTime();
  const nothing: Turn = { shipments: [], cargo: noCargo, now, more: false };
  const free = Math.min(room, laneCap(state, limits) - state.inFlight);
  state.starved = free <= 0;
  if (state.starved) return nothing;
  if (state.pausedUntil > at) return { ...nothing, againInMs: state.pausedUntil - at };
  const tokens = available(state.bucket, at);
  // A turn costs nearly the same for one card as for many: a lane with a backlog waits until it may send several.
  const wanted = state.backlog ? Math.max(1, Math.floor(Math.min(free, state.bucket.burst / 2))) : 1;
  if (tokens < wanted) return { ...nothing, againInMs: waitMs(state.bucket, at, wanted) };
  const atHand = state.backlog ? [] : fresh.filter(({ row }) => row.state === 'queued' && row.notBefore <= now);
  const due = atHand.length > 0 ? atHand.map(({ row }) => row) : await dueRows(state, now, free * 4);
  if (due.length === 0) {
    state.backlog = false;
    return nothing;
  }
  const people = await loadPeople(due);
  const ready = await gate(due, people, state, now);
  const planned = plan(ready, { now: at, room: Math.min(free, tokens), paces: state.paces, limits });
  let claimed: Row[][] = [];
  let cargo = noCargo;
  try {
    await Promise.all(
      planned.postponed.map(({ rows, until, waiting }) => postponeRows(rows, new Date(until), waiting)),
    );
    const single = planned.shipments.every(({ length }) => length === 1);
    const loaded =
      atHand.length > 0 && single
        ? { shipments: planned.shipments, cargo: cargoOf(atHand, people, now) }
        : await load(planned.shipments, people, now);
    claimed = await claimShipments(loaded.shipments, worker, now, limits);
    cargo = loaded.cargo;
  } finally {
    freeIdle(planned.shipments, claimed, state);
  }
  take(state.bucket, claimed.length, at);
  state.backlog =
    planned.more ||
    due.length === free * 4 ||
    fresh.length >= limits.LANE_CONCURRENCY ||
    claimed.length < planned.shipments.length;
  const soonest = Math.min(...planned.postponed.map(({ until }) => until - at));
  log.trace({ lane: state.lane, due: due.length, claimed: claimed.length }, 'lane turn');
  return {
    shipments: claimed,
    cargo,
    now,
    more: state.backlog,
    ...(Number.isFinite(soonest) ? { againInMs: Math.max(1, soonest) } : {}),
  };
}

const noCargo: Cargo = { people: new Map(), items: new Map(), notifications: new Map() };

function laneCap({ lane, cautious }: LaneState, limits: Limits): number {
  if (cautious) return limits.LANE_CONCURRENCY_CAUTIOUS;
  return lane.startsWith('mail:') ? limits.MAIL_CONCURRENCY : limits.LANE_CONCURRENCY;
}

/** Reads what the shipments show; events reviewed in the meantime need no card any more. */
async function load(
  planned: Row[][],
  people: Map<string, Colleague>,
  now: Date,
): Promise<{ shipments: Row[][]; cargo: Cargo }> {
  const full: Row[][] = [];
  for (const rows of planned) {
    const [first] = rows;
    full.push(first && rows.length > 1 ? await dueOf(first, now, gatheredAtMost) : rows);
  }
  const rows = full.flat();
  const organization = rows[0]?.organization;
  if (!organization) return { shipments: [], cargo: noCargo };
  const cargo = await loadCargo(organization, rows, people, now);
  const reviewed = (row: Row) => row.kind === 'card' && cargo.items.get(row.notification ?? '')?.reviewed !== undefined;
  await dropRows(rows.filter(reviewed), reviewedBeforeSent, now);
  return {
    shipments: full.map(shipment => shipment.filter(row => !reviewed(row))).filter(({ length }) => length > 0),
    cargo,
  };
}

async function claimShipments(shipments: Row[][], worker: string, now: Date, limits: Limits): Promise<Row[][]> {
  const rows = shipments.flat();
  if (rows.length === 0) return [];
  const claimed = new Map((await claimRows(rows, worker, now, limits.OUTBOX_LEASE_MS)).map(row => [row._id, row]));
  return shipments
    .map(shipment => shipment.flatMap(row => claimed.get(row._id) ?? []))
    .filter(({ length }) => length > 0);
}

/** People whose planned shipment came to nothing are free for the next one. */
function freeIdle(planned: Row[][], claimed: Row[][], state: LaneState): void {
  const sending = new Set(claimed.map(([first]) => first?.recipient));
  for (const [first] of planned) {
    const pace = first && state.paces.get(first.recipient);
    if (pace && !sending.has(first.recipient)) pace.busy = false;
  }
}
