import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { application, auth0User, openAuth0 } from './auth0-rig.ts';
import { endChildren } from './children.ts';
import { start } from './cli-run.ts';
import { makeCompany, type TestCompany, until } from './company.ts';
import { newFolder } from './places.ts';

describe('wintro directory-sync auth0', function () {
  this.timeout(60_000);
  let b: TestCompany;
  before(async () => {
    b = await makeCompany('zoe:admin');
  });
  after(endChildren);

  const secretFile = (secret: string) => {
    const file = path.join(newFolder('auth0'), 'secret');
    writeFileSync(file, `${secret}\n`);
    return file;
  };
  const args = (file: string, ...more: string[]) => [
    ...['directory-sync', 'auth0', '--organization', b.domain, '--domain', application.domain],
    ...['--client-id', application.clientId, '--client-secret-file', file, ...more],
  ];

  it('pulls once, and says what it did; the secret may come by the input', async () => {
    const { stand } = await openAuth0();
    stand.users.push(auth0User(`kim@${b.domain}`), auth0User(undefined));
    const first = await start(args(secretFile(application.clientSecret), '--once', '--json'), {
      AUTH0_URL: stand.url,
    }).end;
    assert.equal(first.code, 0, first.err);
    const { listed, created, skipped } = JSON.parse(first.out);
    assert.deepEqual([listed, created, skipped.length], [2, 1, 1]);
    const child = start(args('-', '--once'), { AUTH0_URL: stand.url });
    child.child.stdin.end(application.clientSecret);
    const { code, out, err } = await child.end;
    assert.deepEqual([code, err], [0, 'Auth0 lists 2 users.\n']);
    assert.match(
      out,
      /^listed +created +linked .*\n2 +0 +0 +0 +0 +0 +1 +1 +0\npassed over: \+31600000000 has no e-mail/,
    );
    await stand.stop();
  });

  it('goes on until it is told to stop, through pulls that fail', async () => {
    const { stand } = await openAuth0();
    stand.users.push(auth0User(`kim@${b.domain}`));
    const child = start(args(secretFile('wrong'), '--every-minutes', '1'), { AUTH0_URL: stand.url });
    await until(
      () => child.said.err,
      said => said.includes('The pull failed, nothing more was changed: Auth0 gave no token'),
    );
    child.child.kill('SIGTERM');
    const { code, out } = await child.end;
    assert.equal(code, 0);
    assert.match(out, /^at +fault\n\S+ +Auth0 gave no token to application the-client-id: Unauthorized\.\n$/);
    await stand.stop();
  });

  it('ends with exit code 1 and one line when a single pull fails', async () => {
    const { stand } = await openAuth0();
    const { code, out, err } = await start(args(secretFile('wrong'), '--once'), { AUTH0_URL: stand.url }).end;
    assert.deepEqual([code, out], [1, '']);
    assert.equal(err, 'Auth0 gave no token to application the-client-id: Unauthorized.\n');
    await stand.stop();
  });

  for (const [more, code, said] of [
    [['--domain', 'no domain'], 2, /^"no domain" is not an Auth0 domain such as acme\.eu\.auth0\.com\.\n$/],
    [['--every-minutes', '0'], 2, /^--every-minutes must be a whole number from 1 to 1440\.\n$/],
    [['--auth0-connection', 'a"b'], 2, /^"a"b" is not the name of a connection in Auth0\.\n$/],
    [['--client-secret-file', 'nowhere'], 1, /^The client secret cannot be read from nowhere\.\n$/],
    [['--directory', 'dir_none'], 1, /^There is no Auth0 directory dir_none\.\n$/],
  ] as const)
    it(`answers ${more.join(' ')} with exit code ${code}`, async () => {
      const answer = await start([...args(secretFile('s')), ...more, '--once'], { AUTH0_URL: 'http://127.0.0.1:9' })
        .end;
      assert.deepEqual([answer.code, answer.out], [code, '']);
      assert.match(answer.err, said);
    });
});
