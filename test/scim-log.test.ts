import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { logFailure, logRow, writeLog } from '#core/provisioning/log.ts';
import { exportLog, getLogEntry, type LogQuery, listLog } from '#core/provisioning/log-list.ts';
import type { LogEntry, Verb } from '#core/provisioning/model.ts';
import { makeDirectory, type TestDirectory } from './scim-directory.ts';

const day = (number: number) => new Date(Date.UTC(2026, 0, number));

describe('the provisioning log', () => {
  let one: TestDirectory;
  let two: TestDirectory;

  before(async () => {
    one = await makeDirectory('entra', 'ada:admin');
    two = await makeDirectory('okta', 'bea:admin');
    const rows: LogEntry[] = [];
    for (let number = 1; number <= 30; number += 1) {
      const verb: Verb = number % 3 === 0 ? 'skip' : number % 5 === 0 ? 'failure' : 'update';
      const target = { kind: 'user' as const, id: `per_${number}`, name: `Person ${number}` };
      const words = [`p${number}.x+y@contoso.example`];
      rows.push(logRow(one.directory({ now: day(number) }), { verb, target, reason: 'Updated.', words }));
    }
    await writeLog(rows);
    const entry = { verb: 'create' as const, target: { kind: 'user' as const, name: 'Eve' }, reason: 'Created.' };
    await writeLog([logRow(two.directory({ now: day(9) }), entry)]);
  });

  const list = (query: LogQuery & { limit?: number; after?: string } = {}) =>
    listLog(one.ctx, { limit: 100, ...query });
  const names = async (query: LogQuery) => (await list(query)).entries.map(({ target }) => target.name);

  it('is read newest first, of one organization, page after page', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await list({ limit: 7, ...(after ? { after } : {}) });
      seen.push(...page.entries.map(({ target }) => target.name));
      after = page.next;
    } while (after);
    assert.equal(seen.length, 30);
    assert.deepEqual(seen.slice(0, 3), ['Person 30', 'Person 29', 'Person 28']);
    assert.equal(new Set(seen).size, 30);
    await assert.rejects(list({ after: 'somewhere' }), { code: 'invalid' });
  });

  it('keeps entries of the same moment apart from page to page', async () => {
    const company = await makeDirectory('entra');
    const row = () =>
      logRow(company.directory({ now: day(1) }), {
        verb: 'skip',
        target: { kind: 'user', name: randomUUID() },
        reason: 'Nothing to change.',
      });
    await writeLog([row(), row(), row(), row(), row()]);
    const first = await listLog(company.ctx, { limit: 2 });
    const second = await listLog(company.ctx, { limit: 2, after: first.next ?? '' });
    const third = await listLog(company.ctx, { limit: 2, after: second.next ?? '' });
    const ids = [first, second, third].flatMap(({ entries }) => entries.map(({ _id }) => _id));
    assert.equal(new Set(ids).size, 5);
    assert.equal(third.next, undefined);
  });

  it('is searched by verb, words, person and time', async () => {
    assert.deepEqual(await names({ verbs: ['failure'] }), ['Person 25', 'Person 20', 'Person 10', 'Person 5']);
    assert.equal((await names({ verbs: ['failure', 'skip'] })).length, 14);
    assert.deepEqual(await names({ q: 'P7.X+Y@contoso' }), ['Person 7']);
    assert.deepEqual(await names({ q: 'person per_12' }), ['Person 12']);
    assert.deepEqual(await names({ q: '.*' }), []);
    assert.deepEqual(await names({ target: 'per_4' }), ['Person 4']);
    assert.deepEqual(await names({ from: day(3), to: day(5) }), ['Person 4', 'Person 3']);
    assert.deepEqual(await names({ q: 'eve' }), []);
  });

  it('shows one entry to its own organization alone', async () => {
    const [entry] = (await listLog(two.ctx, { limit: 1 })).entries;
    assert.equal((await getLogEntry(two.ctx, entry?._id ?? '')).target.name, 'Eve');
    await assert.rejects(getLogEntry(one.ctx, entry?._id ?? ''), { code: 'not-found' });
  });

  it('is exported whole, as JSON and as CSV', async () => {
    const json = JSON.parse(await whole(exportLog(one.ctx, { format: 'json' })));
    assert.equal(json.length, 30);
    assert.deepEqual(json[0].target, { kind: 'user', id: 'per_30', name: 'Person 30' });
    assert.equal('organization' in json[0], false);
    const csv = (await whole(exportLog(one.ctx, { format: 'csv', verbs: ['failure'] }))).trimEnd().split('\r\n');
    assert.equal(csv.length, 5);
    assert.match(csv[0] ?? '', /^"time","verb","kind"/);
    assert.match(csv[1] ?? '', /^"2026-01-25T00:00:00.000Z","failure","user","per_25","Person 25","Entra ID"/);
    assert.deepEqual(JSON.parse(await whole(exportLog(one.ctx, { format: 'json', q: 'nobody' }))), []);
  });

  it('runs no formula in a spreadsheet, whatever a directory calls its people', async () => {
    const company = await makeDirectory('entra');
    const bad = ['=HYPERLINK("http://evil")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', 'a"b,c\nd'];
    await writeLog(
      bad.map(name =>
        logRow(company.directory(), { verb: 'create', target: { kind: 'user', name }, reason: 'Created.' }),
      ),
    );
    const text = await whole(exportLog(company.ctx, { format: 'csv' }));
    const cells = Array.from(text.matchAll(/"(?:[^"]|"")*"/g), ([cell]) => cell);
    for (const cell of cells) assert.doesNotMatch(cell, /^"\s*[=+\-@＝]/);
    assert.ok(cells.includes('"a""b,c\nd"'));
    assert.ok(cells.includes('"\'=HYPERLINK(""http://evil"")"'));
  });

  it('says how to mend what failed, by the kind of failure', async () => {
    const ctx = two.directory();
    const target = { kind: 'user' as const, name: 'Eve' };
    await logFailure(ctx, { target, reason: 'The userName is taken.', code: 'conflict', words: ['Eve@X.example'] });
    await logFailure(ctx, { target: { kind: 'group', name: 'G' }, reason: 'Taken.', code: 'uniqueness' });
    const { entries } = await listLog(two.ctx, { limit: 2, verbs: ['failure'] });
    const [group, user] = entries
      .toSorted((one, other) => one.target.name.localeCompare(other.target.name))
      .toReversed();
    assert.match(group?.mend ?? '', /another name in the directory/);
    assert.match(user?.mend ?? '', /merge the two accounts/);
    assert.match(user?.words ?? '', /eve@x\.example/);
    assert.equal(user?.requestId, ctx.request.id);
  });

  it('forgets an entry after 400 days', () => {
    const ctx = one.directory({ now: day(1) });
    const row = logRow(ctx, { verb: 'skip', target: { kind: 'user', name: 'X' }, reason: 'Nothing to change.' });
    assert.equal(row.expiresAt.getTime() - row.at.getTime(), 400 * 86_400_000);
  });
});

async function whole(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}
