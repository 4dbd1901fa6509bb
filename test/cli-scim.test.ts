import assert from 'node:assert/strict';
import { People } from '#core/people/model.ts';
import { createGroup } from '#core/provisioning/groups.ts';
import { logFailure } from '#core/provisioning/log.ts';
import { checkToken } from '#core/provisioning/token-check.ts';
import { createUser } from '#core/provisioning/users.ts';
import { endChildren } from './children.ts';
import { json, run, table } from './cli-run.ts';
import { makeCompany, type TestCompany } from './company.ts';

describe("the operator's commands for directories", function () {
  this.timeout(60_000);
  let a: TestCompany;
  let b: TestCompany;
  before(async () => {
    [a, b] = [await makeCompany('ada:admin', 'bo:member', 'cy:member'), await makeCompany('zoe:admin')];
  });
  after(endChildren);

  const of = (company: TestCompany) => ['--organization', company.domain];

  it('make a token that works, show it once, list it by its ending, and end it', async () => {
    const made = await json('scim-token', 'create', ...of(a), '--provider', 'entra');
    assert.equal(made.tenantUrl, 'https://hire.contoso.com/api/scim/v2');
    assert.match(made.token, new RegExp(`^[\\w-]{43}:${made.providerId}$`));
    const check = async () => (await checkToken(made.token, new Date())).kind;
    assert.equal(await check(), 'valid');
    const days = (new Date(made.expiresAt).getTime() - Date.now()) / 86_400_000;
    assert.ok(days > 364 && days < 367, String(days));
    const listed = (await table('scim-token', 'list', ...of(a))).join('\n');
    assert.ok(listed.includes(made.tokenId) && !listed.includes(made.token.slice(0, 20)));
    assert.ok(!JSON.stringify(await json('scim-token', 'list', ...of(a))).includes('digest'));
    assert.deepEqual(await json('scim-token', 'list', ...of(b)), []);
    assert.equal((await run('scim-token', 'revoke', ...of(b), '--token', made.tokenId)).code, 1);
    assert.equal(await check(), 'valid');
    await table('scim-token', 'revoke', ...of(a), '--token', made.tokenId);
    assert.equal(await check(), 'refused');
    const again = await run('scim-token', 'revoke', ...of(a), '--token', made.tokenId);
    assert.deepEqual([again.code, again.err], [1, `There is no token ${made.tokenId} that can be revoked.\n`]);
  });

  it('refuse a third live token with a hint', async () => {
    await table('scim-token', 'create', ...of(b));
    await table('scim-token', 'create', ...of(b));
    const third = await run('scim-token', 'create', ...of(b));
    assert.deepEqual([third.code, third.out], [1, '']);
    assert.match(third.err, /has two live tokens already: .* Revoke the one/);
  });

  it('map groups to roles, after a preview that changes nothing', async () => {
    const bo = a.people.get('bo')?._id ?? '';
    const directory = {
      ...a.ctx,
      connection: { _id: 'dir_1', provider: 'entra' as const, required: 'all' as const },
      request: { id: 'r1', line: 'POST /Groups' },
    };
    await createGroup(directory, { displayName: 'Wintro Recruiters', members: [bo] });
    const set = ['group-role', 'set', ...of(a), '--group', 'wintro recruiters', '--role', 'boss'];
    const preview = await table(...set, '--preview');
    assert.match(preview[0] ?? '', /^id +name +email +from +to/);
    assert.match(preview[1] ?? '', new RegExp(`^${bo} +bo Test +bo@\\S+ +member +boss`));
    assert.match(preview.at(-1) ?? '', /^Nothing was changed/);
    const role = async () => (await People.findById(bo).lean())?.role;
    assert.equal(await role(), 'member');
    const made = await json(...set);
    assert.deepEqual([made.group, made.role, made.members, made.changed], ['Wintro Recruiters', 'boss', 1, 1]);
    assert.equal(await role(), 'boss');
    assert.match((await table('group-role', 'list', ...of(a)))[1] ?? '', / +Wintro Recruiters +boss +1$/);
    assert.deepEqual(await json('group-role', 'list', ...of(b)), []);
    await table('group-role', 'unset', ...of(a), '--group', 'Wintro Recruiters');
    assert.equal(await role(), 'member');
    const unknown = await run('group-role', 'set', ...of(b), '--group', 'Wintro Recruiters', '--role', 'boss');
    assert.deepEqual(
      [unknown.code, unknown.err],
      [1, 'There is no group "Wintro Recruiters". Groups come from the directory.\n'],
    );
    const wrong = await run('group-role', 'set', ...of(a), '--group', 'Wintro Recruiters', '--role', 'chief');
    assert.deepEqual([wrong.code, wrong.err], [2, '"chief" is not a role: it must be admin, boss, member.\n']);
  });

  it('set a role by hand, but never take the last admin', async () => {
    const role = ['user', 'role', ...of(a), '--email'];
    assert.equal((await json(...role, `CY@${a.domain}`, '--role', 'boss')).role, 'boss');
    const last = await run(...role, `ada@${a.domain}`, '--role', 'member');
    assert.deepEqual(
      [last.code, last.err],
      [1, 'ada Test is the only active admin. Make somebody else admin first.\n'],
    );
  });

  it('disable a person and enable them again', async () => {
    const email = `cy@${a.domain}`;
    assert.equal((await json('user', 'disable', ...of(a), '--email', email)).active, false);
    assert.equal((await json('user', 'enable', ...of(a), '--email', email, '--reason', 'came back')).active, true);
    assert.equal((await run('user', 'enable', ...of(b), '--email', email)).code, 1);
  });

  it('show the log, filter it, and export all of it as CSV or JSON', async () => {
    const { ctx, domain } = await makeCompany('ida:admin');
    const directory = {
      ...ctx,
      actor: { kind: 'directory' as const, id: 'dir_2', name: 'Entra ID' },
      connection: { _id: 'dir_2', provider: 'entra' as const, required: 'short' as const },
      request: { id: 'req-1', line: 'POST /Users' },
    };
    for (const name of ['=cmd', 'lou', 'max'])
      await createUser(directory, {
        userName: `${name}@${domain}`,
        displayName: name,
        active: true,
        emails: [{ value: `${name}@${domain}`, type: 'work' }],
      });
    const last = { ...directory, now: new Date(Date.now() - 3 * 86_400_000) };
    await logFailure(last, { target: { kind: 'user', name: 'Nobody' }, reason: 'No mail.', code: 'invalid' });
    const list = ['log', 'list', '--organization', domain];
    const rows = await table(...list);
    assert.match(rows[0] ?? '', /^at +verb +kind +whom +actor +reason +changed +request$/);
    assert.match(rows.at(-1) ?? '', /failure +user +Nobody +Entra ID +No mail\. → .* req-1$/);
    const verbs = async (...more: string[]) =>
      (await json(...list, ...more)).map(({ verb, target }: { verb: string; target: { name: string } }) => [
        verb,
        target.name,
      ]);
    assert.deepEqual(await verbs('--verb', 'Failure'), [['failure', 'Nobody']]);
    assert.deepEqual(await verbs('--query', 'LOU@'), [['create', 'lou']]);
    const day = (at: Date) => at.toISOString().slice(0, 10);
    assert.deepEqual(await verbs('--to', day(last.now)), [['failure', 'Nobody']]);
    assert.equal((await verbs('--from', day(new Date()), '--verb', 'create', '--verb', 'failure')).length, 3);
    assert.match((await table(...list, '--limit', '1')).at(-1) ?? '', /^There is more/);
    const exporting = ['log', 'export', '--organization', domain];
    const csv = (await table(...exporting)).map(line => line.replace('\r', ''));
    assert.equal(csv.length, 5);
    assert.ok(csv.some(line => line.includes(`"'=cmd"`)));
    const exported = await json(...exporting);
    assert.equal(exported.length, 4);
    assert.equal(JSON.parse((await table(...exporting, '--format', 'json', '--verb', 'create')).join('\n')).length, 3);
    assert.deepEqual(await json('log', 'export', ...of(b), '--query', 'lou'), []);
    for (const [more, said] of [
      [['--verb', 'delete'], /^"delete" is not in the log: it must be create, update, disable, skip, failure\.\n$/],
      [['--from', '2026-02-30'], /^--from must be a day such as 2026-03-02 or a time such as /],
    ] as const) {
      const wrong = await run(...list, ...more);
      assert.deepEqual([wrong.code, wrong.out], [2, '']);
      assert.match(wrong.err, said);
    }
    assert.match(
      (await run(...exporting, '--format', 'xml')).err,
      /^"xml" is not a format: it must be csv or json\.\n$/,
    );
  });

  it('merge two accounts of one person, after a preview that changes nothing', async () => {
    const { ctx, domain, people } = await makeCompany('ida:admin', 'kim:member', 'kimberly:boss');
    const merge = [
      'user',
      'merge',
      '--organization',
      domain,
      '--keep',
      `kim@${domain}`,
      '--drop',
      `KIMBERLY@${domain}`,
    ];
    const preview = await table(...merge, '--preview');
    assert.match(
      preview.join('\n'),
      /\nkept +kim Test <kim@.*\nended +kimberly Test <kimberly@.*\nrole +member, then boss\n/,
    );
    assert.match(preview.at(-1) ?? '', /^Nothing was changed/);
    const dropped = async () => People.findById(people.get('kimberly')?._id).lean();
    assert.equal((await dropped())?.active, true);
    const merged = await json(...merge);
    assert.deepEqual([merged.role.to, merged.aliases], ['boss', [`kimberly@${domain}`]]);
    assert.deepEqual([(await dropped())?.active, (await dropped())?.mergedInto], [false, people.get('kim')?._id]);
    const again = await run(...merge);
    assert.deepEqual([again.code, again.out], [1, '']);
    const foreign = await run('user', 'merge', ...of(b), '--keep', `zoe@${b.domain}`, '--drop', `kim@${domain}`);
    assert.deepEqual([foreign.code, foreign.err], [1, `There is nobody kim@${domain} in the organization.\n`]);
    assert.equal(
      (await People.findOne({ organization: ctx.organization, emailLower: `kim@${domain}` }).lean())?.active,
      true,
    );
  });
});
