import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { realBot } from './api-start.ts';
import { endChildren, launch } from './children.ts';
import { faultyCommands } from './cli-faults.ts';
import { until } from './company.ts';
import { freePort, newFolder } from './places.ts';
import { cloudEvent, postEvents } from './world.ts';

const femke = 'femke.vandermeulen@havenlicht.example';

describe("the operator's commands beside a running server", function () {
  this.timeout(90_000);
  let env: Record<string, string>;
  let base: string;
  const tenant = randomUUID();

  before(async () => {
    const [port, sandboxPort] = [await freePort(), await freePort()];
    env = { DATA_DIR: newFolder('cli'), PORT: String(port), SANDBOX_PORT: String(sandboxPort), OUTBOX_POLL_MS: '100' };
    base = `http://localhost:${port}`;
    await launch('server.ts', [], env).line(/^ready /);
  });
  after(endChildren);

  const wintro = (words: string, more: Record<string, string> = {}, ...rest: string[]) =>
    launch('cli/main.ts', [...words.split(' '), ...rest], { ...env, ...more }).end;
  const table = async (words: string, ...rest: string[]) => {
    const { code, out, err } = await wintro(words, {}, ...rest);
    assert.deepEqual({ code, err }, { code: 0, err: '' });
    return out.trimEnd().split('\n');
  };
  const json = async (words: string, ...rest: string[]) =>
    JSON.parse((await table(words, ...rest, '--json')).join('\n'));
  const page = async (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const options = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`${base}/sandbox/api${path}`, options);
    assert.ok(response.ok, await response.clone().text());
    return JSON.parse(await response.text());
  };

  it('makes, verifies and lists organizations', async () => {
    const made = await json(
      `organization create --domain Linden.example --entra-tenant ${tenant}`,
      '--name',
      'Linden & Park',
    );
    assert.match(made.id, /^org_/);
    const [head, row] = await table('organization create --name Haven --domain haven.example --domain haven2.example');
    assert.match(head ?? '', /^id +name +domains/);
    assert.match(row ?? '', /^org_\S+ +Haven +haven.example, haven2.example/);
    const [, verified] = await table('domain verify --organization linden.example --domain linden.example');
    assert.ok(verified?.startsWith(`${made.id}  linden.example`));
    const all: { id: string; name: string; domains: string[]; entraTenantId?: string }[] =
      await json('organization list');
    const linden = all.find(({ id }) => id === made.id);
    assert.deepEqual(
      [linden?.name, linden?.domains, linden?.entraTenantId],
      ['Linden & Park', ['linden.example'], tenant],
    );
    assert.ok(all.some(({ name }) => name === 'Haven'));
    const taken = await wintro('organization create --name Other --domain LINDEN.example');
    assert.deepEqual([taken.code, taken.out], [1, '']);
    assert.equal(taken.err, 'The domain linden.example belongs to another organization.\n');
  });

  it('makes, lists and disables people', async () => {
    const create = 'user create --organization linden.example --given-name Ada --family-name Byron';
    const made = await json(`${create} --email Ada@linden.example --role admin`);
    assert.deepEqual([made.email, made.role, made.active], ['Ada@linden.example', 'admin', true]);
    const again = await wintro(`${create} --email ADA@linden.example --role boss`);
    assert.deepEqual([again.code, again.err], [1, 'The organization has somebody with ADA@linden.example already.\n']);
    await table(`${create} --email kim@linden.example --role member`);
    const [head, ...rows] = await table('user list --organization linden.example');
    assert.match(head ?? '', /^id +email +name +role +active +teams/);
    assert.equal(rows.length, 2);
    assert.equal((await json('user disable --organization linden.example --email KIM@linden.example')).active, false);
    const people: { email: string; active: boolean }[] = await json('user list --organization linden.example');
    assert.deepEqual(
      people.map(({ email, active }) => [email, active]),
      [
        ['Ada@linden.example', true],
        ['kim@linden.example', false],
      ],
    );
  });

  it('shows an API key once; events with it are taken until it is revoked', async () => {
    const { id, key } = await json('api-key create --organization linden.example --name Engine');
    assert.equal((await postEvents(base, key, [cloudEvent()])).status, 202);
    const listed = (await table('api-key list --organization linden.example')).join('\n');
    assert.ok(listed.includes(id) && listed.includes('Engine') && !listed.includes(key));
    assert.deepEqual(await json(`api-key revoke --organization linden.example --key ${id}`), { id, revoked: true });
    assert.equal((await postEvents(base, key, [cloudEvent()])).status, 401);
    const again = await wintro(`api-key revoke --organization linden.example --key ${id}`);
    assert.deepEqual([again.code, again.err], [1, `There is no live API key ${id}.\n`]);
    const elsewhere = await json('api-key create --organization haven.example');
    assert.equal((await wintro(`api-key revoke --organization linden.example --key ${elsewhere.id}`)).code, 1);
  });

  it('shows what the outbox holds and why, and queues what failed again', async () => {
    const haven: { people: { id: string; email: string }[] } = await page('/samples', { name: 'Havenlicht' });
    const person = haven.people.find(({ email }) => email === femke)?.id;
    const { key } = await json('api-key create --organization havenlicht.example');
    const fault = await page('/faults', { kind: 'not-in-roster' });
    await postEvents(base, key, [cloudEvent({ recruiters: [femke] })]);
    const list = 'outbox list --organization havenlicht.example';
    const [failed] = await until(
      () => json(`${list} --state failed --limit 5`),
      rows => rows.length === 1,
      30_000,
    );
    assert.equal(failed.attempts[0].code, 'BotNotInConversationRoster');
    assert.match((await table(list)).join('\n'), /card +teams +failed +1 .*the bot is not installed/);
    const stats: { state: string; rows: number }[] = await json('outbox stats --organization havenlicht.example');
    assert.equal(stats.find(({ state }) => state === 'failed')?.rows, 1);
    assert.equal((await fetch(`${base}/sandbox/api/faults/${fault.id}`, { method: 'DELETE' })).status, 204);
    await page('/messages', { person, text: 'hello' });
    assert.deepEqual(await json('outbox retry --organization havenlicht.example'), { queued: 1 });
    const sent = await until(
      () => json(`${list} --state sent`),
      rows => rows.some((row: { _id: string }) => row._id === failed._id),
      30_000,
    );
    assert.ok(sent.length > 0);
    assert.deepEqual(await json('outbox retry --organization havenlicht.example'), { queued: 0 });
    const unknown = await wintro('outbox retry --organization havenlicht.example --id no-such-row');
    assert.deepEqual([unknown.code, unknown.err], [1, 'There is no failed or unknown row no-such-row.\n']);
  });

  it('exports everything of an organization, and deletes it when its name is repeated', async () => {
    const exported = await json('organization export --organization haven.example');
    assert.equal(exported.organizations[0].name, 'Haven');
    assert.equal(exported.domains.length, 2);
    assert.equal(exported.apiKeys.length, 1);
    assert.ok(exported.audit.length > 0);
    assert.ok(!JSON.stringify(exported).includes('linden'));
    const wrong = await wintro('organization delete --organization haven.example --confirm haven');
    assert.equal(wrong.code, 2);
    assert.equal(wrong.err, `Nothing was deleted: --confirm must be "Haven", the organization's name.\n`);
    const gone = await wintro('organization delete --organization haven.example --confirm Haven --json');
    assert.equal(gone.code, 0);
    assert.equal(JSON.parse(gone.out).organizations, 1);
    const after = await wintro('organization export --organization haven.example');
    assert.equal(after.code, 1);
    assert.match(after.err, /^There is no organization "haven.example"/);
    assert.ok(!JSON.stringify(await json('organization list')).includes('haven.example'));
  });

  it('says what works and what does not, and why', async () => {
    const rows = await table('doctor');
    assert.match(rows.join('\n'), /^part +works +detail\nconfiguration +true +sandbox.*\ndatabase +true +MongoDB \d/);
    const bot = {
      ...realBot,
      ENTRA_URL: `http://127.0.0.1:${env.SANDBOX_PORT}/entra`,
      BOT_ID: '5a9d0b07-1000-4000-8000-000000000001',
      BOT_TENANT_ID: '5a9d0b07-1000-4000-8000-000000000002',
      SMTP_URL: 'smtp://127.0.0.1:1',
    };
    const { code, out } = await wintro('doctor --json', bot);
    assert.equal(code, 1);
    const findings: { part: string; works: boolean; detail: string }[] = JSON.parse(out);
    const of = (part: string) => findings.find(finding => finding.part === part);
    assert.equal(of('database')?.works, true);
    assert.equal(of('bot registration')?.works, false);
    assert.match(of('bot registration')?.detail ?? '', /AADSTS7000215/);
    assert.equal(of('mail')?.works, false);
    assert.match(of('mail')?.detail ?? '', /ECONNREFUSED/);
  });

  for (const [words, code, err] of faultyCommands)
    it(`answers "${words}" with exit code ${code} and what is wrong`, async () => {
      const answer = await wintro(words);
      assert.equal(answer.code, code, answer.err);
      assert.equal(answer.out, '');
      assert.match(answer.err, err);
      assert.doesNotMatch(answer.err, /\n {4}at /);
    });

  it('takes no unknown role and no address that is none', async () => {
    const create = 'user create --organization linden.example --given-name A --family-name B';
    const role = await wintro(`${create} --email a@linden.example --role chief`);
    assert.deepEqual([role.code, role.err], [2, '"chief" is not a role: it must be admin, boss, member.\n']);
    const address = await wintro(`${create} --email nobody --role boss`);
    assert.deepEqual([address.code, address.err], [1, '"nobody" is not an e-mail address.\n']);
  });

  it('prints its help, every command in it', async () => {
    const help = (await table('help')).join('\n');
    for (const name of [
      'organization delete',
      'domain verify',
      'user disable',
      'user merge',
      'scim-token create',
      'group-role set',
      'log export',
      'directory-sync auth0',
      'api-key revoke',
      'outbox retry',
      'doctor',
    ])
      assert.ok(help.includes(`wintro ${name} `), name);
  });
});
