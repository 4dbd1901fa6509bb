import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { endChildren, launch } from './children.ts';
import { newFolder } from './places.ts';
import { type ScimTarget, startScimTarget, targetToken } from './scim-target.ts';

describe('npm run directory', function () {
  this.timeout(60_000);
  let target: ScimTarget;
  let state: string;
  beforeEach(async () => {
    target = await startScimTarget();
    state = path.join(newFolder('directory'), 'directory.json');
  });
  afterEach(() => target.stop());
  after(endChildren);

  const run = (...args: string[]) =>
    launch('sandbox/directory/main.ts', ['--url', target.url, '--token', targetToken, '--state', state, ...args]).end;

  it('fills a directory, pushes it, and goes on from there the next time', async () => {
    const first = await run('--people', '12', '--groups', '3', '--domain', 'acme.example', 'cycle');
    assert.equal(first.code, 0, first.err);
    assert.match(
      first.out,
      /^cycle 1 finished after [\d.]+ s, \d+ requests \(\d+\/s\)\n {2}created +15\n {2}updated +11\n/,
    );
    assert.match(first.err, /^People: 0 of 26 · /);
    assert.equal(target.users.size, 12);
    const second = await run('--count', '3', 'leave');
    assert.match(second.out, /^leave: 3\ncycle 2 finished [\s\S]* {2}disabled +3\n/);
    assert.equal([...target.users.values()].filter(({ active }) => active === false).length, 3);
    assert.match((await run('status')).out, /provisioned +12\n(.*\n)*cycles +2\n/);
    assert.match((await run('again')).out, / {2}created +0\n {2}updated +15\n/);
    assert.equal((await readFile(state, 'utf8')).includes(targetToken), false);
  });

  it('lists failures with their reasons, and exits with 1', async () => {
    target.meet(({ method }) => (method === 'POST' ? { status: 400, body: { detail: 'Not so.' } } : undefined));
    const { code, out } = await run('--people', '2', '--groups', '1', 'cycle');
    assert.equal(code, 1);
    assert.match(out, /failures:\n {2}All staff \(Create\): The product did not take this \(400\): Not so\./);
  });

  it('says in words what is wrong with token, address or command', async () => {
    const refused = await run('--token', 'wrong', 'test');
    assert.equal(refused.code, 1);
    assert.match(refused.out, /^The product refused the token \(401\)/);
    const wrong: [RegExp, string[]][] = [
      [/^There is no command "fly"\./, ['fly']],
      [/^--count takes a number, not "many"\./, ['--count', 'many', 'leave']],
      [/^--dialect takes one of entra, /, ['--dialect', 'dutch', 'cycle']],
      [/^--url takes the tenant URL/, ['--url', 'here', 'cycle']],
      [/Unknown option '--fast'/, ['--fast', 'cycle']],
    ];
    for (const [words, args] of wrong) {
      const { code, err } = await run(...args);
      assert.match(err, words);
      assert.equal(code, 2);
    }
  });
});
