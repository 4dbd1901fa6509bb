import type { Logger } from 'pino';
import type { Limits } from '#env/limits.ts';
import { dropRows } from './claim.ts';
import type { Outcome } from './contract.ts';
import type { Flusher } from './flusher.ts';
import type { LaneState, Turn } from './lane-turn.ts';
import { restLane } from './lanes.ts';
import type { Row } from './outbox.ts';
import { type Settlement, settle } from './settle.ts';
import { type Channels, type Shipped, ship } from './ship.ts';
import { tellTenantDisabled } from './tenant-disabled.ts';

/** Told of each shipment, for the metrics. */
export type Observe = (sent: {
  channel: Row['channel'];
  outcome: Outcome['kind'];
  throttled: boolean;
  waitedMs: number;
}) => void;

type Parts = {
  state: LaneState;
  turn: Turn;
  channels: Channels;
  limits: Limits;
  log: Logger;
  observe: Observe;
  flusher: Flusher;
};

const cannotBeMade: Outcome = { kind: 'failed', code: 'Bug', reason: 'The card could not be made.' };

/** Sends one claimed shipment, hands its result to be stored, and tells the lane what it must know. Never throws. */
export async function sendShipment(rows: Row[], parts: Parts): Promise<void> {
  const { state, turn, channels, limits, log } = parts;
  const [first] = rows;
  if (!first) return;
  try {
    const shipped = await ship(rows, turn.cargo, channels, turn.now, log).catch((error: unknown): Shipped => {
      log.error({ err: error, row: first._id }, 'a card could not be made');
      return { rows, outcome: cannotBeMade };
    });
    if ('dropped' in shipped) return await dropRows(rows, shipped.dropped, new Date());
    const { outcome, conversationId } = shipped;
    const now = new Date();
    const settled = rows.map(row => ({
      row,
      settlement: settle(row, outcome, { now, limits, random: Math.random() }),
    }));
    parts.flusher.add(
      settled.map(({ row, settlement }) => ({
        row,
        outcome,
        settlement,
        at: now,
        ...(conversationId ? { conversationId } : {}),
      })),
    );
    report(first, outcome, parts, now);
    state.cautious = outcome.kind !== 'sent' && (outcome.kind === 'unclear' || state.cautious);
    const [{ settlement } = { settlement: undefined }] = settled;
    if (settlement) await restIfNeeded(first, outcome, settlement, parts, now);
  } catch (error) {
    log.error({ err: error, row: first._id }, 'a shipment ended in an error; its lease decides');
  } finally {
    const pace = state.paces.get(first.recipient);
    if (pace) pace.busy = false;
  }
}

function report(row: Row, outcome: Outcome, { observe, log }: Parts, now: Date): void {
  const throttled = outcome.kind === 'retry' && outcome.throttled === true;
  observe({
    channel: row.channel,
    outcome: outcome.kind,
    throttled,
    waitedMs: now.getTime() - row.createdAt.getTime(),
  });
  if (outcome.kind === 'sent') return;
  const { code } = outcome;
  const level = outcome.kind === 'misconfigured' ? 'error' : 'info';
  log[level](
    { row: row._id, organization: row.organization, outcome: outcome.kind, reasonCode: code },
    'a send did not succeed',
  );
}

async function restIfNeeded(
  row: Row,
  outcome: Outcome,
  settlement: Settlement,
  { state }: Parts,
  now: Date,
): Promise<void> {
  const { lanePausedUntil, laneDisabledUntil } = settlement;
  if (!('reason' in outcome)) return;
  const { reason } = outcome;
  if (lanePausedUntil) {
    state.pausedUntil = Math.max(state.pausedUntil, lanePausedUntil.getTime());
    await restLane(row.lane, { pausedUntil: lanePausedUntil, reason });
  }
  if (laneDisabledUntil && state.disabledUntil < now.getTime()) {
    state.disabledUntil = laneDisabledUntil.getTime();
    await restLane(row.lane, { disabledUntil: laneDisabledUntil, reason });
    await tellTenantDisabled(row.organization, now);
  }
}
