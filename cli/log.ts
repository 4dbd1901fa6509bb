import { exported, exportLog, listLog } from '#core/provisioning/log-list.ts';
import { type LogEntry, type Verb, verbs } from '#core/provisioning/model.ts';
import { operatorContext, organizationOption } from './context.ts';
import { parseMoment, parseWhole } from './numbers.ts';
import { type Command, type Options, UsageError } from './parse.ts';

const filterOptions = {
  ...organizationOption,
  verb: { value: verbs.join('|'), repeated: true },
  query: { value: 'TEXT' },
  from: { value: 'DAY' },
  to: { value: 'DAY' },
} as const;
const shownByDefault = 50;
const formats = ['csv', 'json'] as const;

export const logCommands: Command[] = [
  {
    name: 'log list',
    summary: 'Shows the provisioning log, newest first: what directories did and were refused, and why.',
    options: { ...filterOptions, limit: { value: 'N' } },
    async run(at, options) {
      const limit = parseWhole('limit', options.maybe('limit'), { fallback: shownByDefault, max: 10_000 });
      const { entries, next } = await listLog(await operatorContext(at, options), { ...filters(options), limit });
      return {
        rows: entries.map(shown),
        document: entries.map(exported),
        ...(next ? { note: `There is more: give a higher --limit, or "wintro log export" for all of it.` } : {}),
      };
    },
  },
  {
    name: 'log export',
    summary: 'Writes the whole provisioning log, or what the filters leave of it, as CSV or JSON.',
    options: { ...filterOptions, format: { value: formats.join('|') } },
    async run(at, options, json) {
      const format = parseFormat(options.maybe('format')) ?? (json ? 'json' : 'csv');
      return { rows: [], stream: exportLog(await operatorContext(at, options), { ...filters(options), format }) };
    },
  },
];

function filters(options: Options): { verbs?: Verb[]; q?: string; from?: Date; to?: Date } {
  const wanted = options.many('verb').map(parseVerb);
  const q = options.maybe('query');
  const from = parseMoment('from', options.maybe('from'), 'beginning');
  const to = parseMoment('to', options.maybe('to'), 'end');
  return {
    ...(wanted.length > 0 ? { verbs: wanted } : {}),
    ...(q ? { q } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

function parseVerb(text: string): Verb {
  const verb = verbs.find(known => known === text.toLowerCase());
  if (!verb) throw new UsageError(`"${text}" is not in the log: it must be ${verbs.join(', ')}.`);
  return verb;
}

function parseFormat(text: string | undefined): (typeof formats)[number] | undefined {
  const format = formats.find(known => known === text);
  if (text !== undefined && !format) throw new UsageError(`"${text}" is not a format: it must be csv or json.`);
  return format;
}

function shown({ at, verb, target, actor, reason, mend, changes, requestId }: LogEntry) {
  return {
    at,
    verb,
    kind: target.kind,
    whom: target.name,
    actor,
    reason: mend ? `${reason} → ${mend}` : reason,
    changed: changes.map(({ attribute }) => attribute),
    request: requestId,
  };
}
