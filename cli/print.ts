import { pipeline } from 'node:stream/promises';
import type { Result } from './parse.ts';

/** Prints a result as a table, as one JSON document, or as it comes. */
export async function print(result: Result, json: boolean): Promise<void> {
  if (result.stream) {
    await pipeline(result.stream, process.stdout, { end: false }).catch(ignoreClosed);
    return;
  }
  if (json) {
    process.stdout.write(`${JSON.stringify(result.document ?? result.rows, undefined, 2)}\n`);
    return;
  }
  process.stdout.write(result.rows.length === 0 ? 'Nothing there.\n' : table(result.rows));
  if (result.note) process.stdout.write(`${result.note}\n`);
}

/** Whoever read it, such as `head`, has had enough. */
function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function table(rows: Record<string, unknown>[]): string {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const cells = [columns, ...rows.map(row => columns.map(column => cell(row[column])))];
  const widths = columns.map((_, place) => Math.max(...cells.map(line => line[place]?.length ?? 0)));
  const lines = cells.map(line =>
    line
      .map((text, place) => text.padEnd(widths[place] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.join(', ');
  return String(value).replace(/[\p{Cc}]/gu, ' ');
}
