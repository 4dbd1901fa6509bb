import type { TeamsState } from '#core/people/model.ts';
import type { Limits } from '#env/limits.ts';
import type { Outcome } from './contract.ts';
import type { Row, RowState } from './outbox.ts';

export type Settlement = {
  state: Extract<RowState, 'queued' | 'sent' | 'failed' | 'unknown'>;
  reason?: string;
  waiting?: string;
  notBefore?: Date;
  /** Why the person is told by mail instead. */
  fallback?: string;
  /** How the bot stands with the person from now on. */
  teamsState?: TeamsState;
  /** Rest for the whole lane, and whether its tenant's admin has disabled the bot. */
  lanePausedUntil?: Date;
  laneDisabledUntil?: Date;
};

type Circumstances = { now: Date; limits: Limits; random: number };
type Tried = Pick<Row, 'channel' | 'kind' | 'createdAt' | 'attempts'>;

/** Between the clocks of the process that wrote the row and the one that sends it. */
const clockSkewMs = 60_000;

/** Decides what becomes of a row after one try: the ladder of Microsoft's page "Send and receive messages", status codes. */
export function settle(row: Tried, outcome: Outcome, at: Circumstances): Settlement {
  switch (outcome.kind) {
    case 'sent':
      return { state: 'sent' };
    case 'retry':
      return retry(row, outcome, at);
    case 'unclear':
      return unclear(row, outcome, at);
    case 'misconfigured': {
      const rest = after(at.now, at.limits.MISCONFIGURED_REST_MS);
      return { state: 'queued', notBefore: rest, waiting: outcome.reason, lanePausedUntil: rest };
    }
    case 'tenant-disabled':
      return {
        ...failed(row, outcome.reason, 'your company has switched off the app in Teams'),
        laneDisabledUntil: after(at.now, at.limits.LANE_REST_MS),
      };
    case 'blocked':
      return { ...failed(row, outcome.reason, 'you have blocked the app in Teams'), teamsState: 'blocked' };
    case 'not-installed':
      return { ...failed(row, outcome.reason, 'the app is not installed in your Teams'), teamsState: 'removed' };
    case 'failed':
      return failed(row, outcome.reason, 'Teams did not take the message');
  }
}

function retry(row: Tried, outcome: Extract<Outcome, { kind: 'retry' }>, at: Circumstances): Settlement {
  const tired = !outcome.throttled && countedTries(row) >= at.limits.OUTBOX_MAX_ATTEMPTS;
  if (tired || tooOld(row, at)) return failed(row, `Given up: ${outcome.reason}`, 'Teams could not be reached');
  const waitMs = Math.max(outcome.afterMs ?? 0, backoffMs(row, at));
  return {
    state: 'queued',
    notBefore: after(at.now, waitMs),
    waiting: outcome.reason,
    ...(outcome.throttled ? { lanePausedUntil: after(at.now, outcome.afterMs ?? waitMs) } : {}),
  };
}

/** A card is sent again when nobody can say whether it arrived; a mail is not. */
function unclear(row: Tried, outcome: Extract<Outcome, { kind: 'unclear' }>, at: Circumstances): Settlement {
  if (row.channel === 'mail') return { state: 'unknown', reason: `May have been sent: ${outcome.reason}` };
  if (countedTries(row) >= at.limits.OUTBOX_MAX_ATTEMPTS || tooOld(row, at))
    return {
      ...failed(row, `May have been sent: ${outcome.reason}`, 'Teams did not say whether the message arrived'),
      state: 'unknown',
    };
  return { state: 'queued', notBefore: after(at.now, backoffMs(row, at)), waiting: outcome.reason };
}

function failed(row: Tried, reason: string, fallback: string): Settlement {
  return { state: 'failed', reason, ...(row.channel === 'teams' && row.kind === 'card' ? { fallback } : {}) };
}

/** The tries since the row was made or queued again; what it waited before the first does not count against it. */
function triesOf(row: Tried): Row['attempts'] {
  return row.attempts.filter(({ startedAt }) => startedAt.getTime() >= row.createdAt.getTime() - clockSkewMs);
}

/** Being throttled says nothing against the row. */
function countedTries(row: Tried): number {
  return triesOf(row).filter(({ throttled }) => !throttled).length;
}

function tooOld(row: Tried, { now, limits }: Circumstances): boolean {
  const [first] = triesOf(row);
  return first !== undefined && now.getTime() - first.startedAt.getTime() > limits.OUTBOX_MAX_AGE_MS;
}

/** Doubles with each attempt, with half of it random, so that what failed together does not return together. */
function backoffMs(row: Tried, { limits, random }: Circumstances): number {
  const full = Math.min(
    limits.OUTBOX_BACKOFF_MS * 2 ** Math.max(0, countedTries(row) - 1),
    limits.OUTBOX_BACKOFF_MAX_MS,
  );
  return full / 2 + (full / 2) * random;
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
