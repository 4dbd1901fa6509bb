import type { Change, LogEntry } from './model.ts';

const columns: [name: string, of: (entry: LogEntry) => string][] = [
  ['time', ({ at }) => at.toISOString()],
  ['verb', ({ verb }) => verb],
  ['kind', ({ target }) => target.kind],
  ['id', ({ target }) => target.id ?? ''],
  ['name', ({ target }) => target.name],
  ['who', ({ actor }) => actor],
  ['reason', ({ reason }) => reason],
  ['how to mend it', ({ mend }) => mend ?? ''],
  ['changes', ({ changes }) => changes.map(said).join('; ')],
  ['request', ({ request }) => request ?? ''],
  ['request id', ({ requestId }) => requestId ?? ''],
  ['directory', ({ connection }) => connection ?? ''],
  ['suspected double', ({ suspectedDouble }) => suspectedDouble ?? ''],
  ['count', ({ count }) => String(count ?? 1)],
];

export const csvHead = line(columns.map(([name]) => name));

export function csvLine(entry: LogEntry): string {
  return line(columns.map(([, of]) => of(entry)));
}

function said({ attribute, before, after }: Change): string {
  const [was, is] = [before, after].map(value => (value === undefined ? 'nothing' : JSON.stringify(value)));
  return `${attribute}: ${was} → ${is}`;
}

/** RFC 4180. */
function line(cells: string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** A spreadsheet would run what begins like a formula, and a directory may hold such a name. Source: OWASP, CSV injection. */
function cell(text: string): string {
  const plain = text.replaceAll('\0', '');
  const safe = /^\s*[=+\-@\t\r\n＝＋－＠]/.test(plain) ? `'${plain}` : plain;
  return `"${safe.replaceAll('"', '""')}"`;
}
