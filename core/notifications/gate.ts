import type { Colleague } from '#core/people/model.ts';
import { dropRows, postponeRows } from './claim.ts';
import type { Row } from './outbox.ts';
import { rerouteRows } from './reroute.ts';
import { deactivated, lookAgain, waitingForPause, whyMail } from './row.ts';
import { wake } from './wake.ts';

/** Settles what needs no try: whoever is deactivated or no recruiter any more, has paused, or is out of reach in Teams. */
export async function gate(
  due: Row[],
  people: Map<string, Colleague>,
  state: { disabledUntil: number },
  now: Date,
): Promise<Row[]> {
  const disabled = state.disabledUntil > now.getTime() ? 'your company has switched off the app in Teams' : undefined;
  const gone: Row[] = [];
  const lowered: Row[] = [];
  const mailed: Row[] = [];
  const paused = new Map<number, Row[]>();
  const closed = new Map<string, Row[]>();
  const ready: Row[] = [];
  for (const row of due) {
    const person = people.get(row.recipient);
    const until = row.kind === 'card' ? person?.pausedUntil : undefined;
    const why = person && row.channel === 'teams' && row.kind !== 'update' ? (whyMail(person) ?? disabled) : undefined;
    if (!person?.active) gone.push(row);
    else if (person.role === 'member' && row.kind === 'card') lowered.push(row);
    else if (until && until > now) group(paused, until.getTime(), row);
    else if (why && row.kind === 'notice') mailed.push(row);
    else if (why) group(closed, why, row);
    else ready.push(row);
  }
  await dropRows(gone, deactivated, now);
  await dropRows(lowered, 'The person is no recruiter any more.', now);
  await dropRows(mailed, 'It went by mail alone: the bot does not reach the person.', now);
  for (const [until, rows] of paused) await postponeRows(rows, lookAgain(new Date(until), now), waitingForPause);
  for (const [why, rows] of closed) await rerouteRows(rows, why, now);
  if (closed.size > 0) wake(due.map(row => `mail:${row.organization}`));
  return ready;
}

function group<Key>(groups: Map<Key, Row[]>, key: Key, row: Row): void {
  const rows = groups.get(key);
  if (rows) rows.push(row);
  else groups.set(key, [row]);
}
