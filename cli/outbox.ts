import { type Row, type RowState, rowStates } from '#core/notifications/outbox.ts';
import { listRows, outboxStats, retryRows } from '#core/notifications/outbox-log.ts';
import { operatorContext, organizationOption } from './context.ts';
import { parseWhole } from './numbers.ts';
import { type Command, UsageError } from './parse.ts';

const shownByDefault = 50;

export const outboxCommands: Command[] = [
  {
    name: 'outbox list',
    summary: 'Shows the newest rows with why each waits or was not sent; every attempt with --json.',
    options: { ...organizationOption, state: { value: rowStates.join('|') }, limit: { value: 'N' } },
    async run(at, options) {
      const state = parseState(options.maybe('state'));
      const limit = parseWhole('limit', options.maybe('limit'), { fallback: shownByDefault, max: 10_000 });
      const rows = await listRows(await operatorContext(at, options), { ...(state ? { state } : {}), limit });
      return { rows: rows.map(shown), document: rows };
    },
  },
  {
    name: 'outbox retry',
    summary: 'Queues failed rows again; one that may have been sent only when --id names it.',
    options: { ...organizationOption, id: { value: 'ID' } },
    async run(at, options) {
      const id = options.maybe('id');
      const queued = await retryRows(await operatorContext(at, options), id ? { id } : {});
      return { rows: [{ queued }], document: { queued } };
    },
  },
  {
    name: 'outbox stats',
    summary: 'Counts the rows of an organization by state.',
    options: organizationOption,
    async run(at, options) {
      return { rows: await outboxStats(await operatorContext(at, options)) };
    },
  },
];

function parseState(text: string | undefined): RowState | undefined {
  const state = rowStates.find(known => known === text);
  if (text !== undefined && !state)
    throw new UsageError(`"${text}" is not a state: it must be ${rowStates.join(', ')}.`);
  return state;
}

function shown(row: Row) {
  return {
    id: row._id,
    kind: row.kind,
    channel: row.channel,
    state: row.state,
    attempts: row.attempts.length,
    since: row.createdAt,
    why: row.reason ?? row.waiting,
  };
}
