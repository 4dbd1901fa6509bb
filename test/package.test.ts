import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { assemble, type Files, pack } from '../appPackage/assemble.ts';
import { buildPackage } from '../appPackage/build.ts';
import { drawIcons } from '../appPackage/icons.ts';
import { readPng } from '../appPackage/png.ts';
import { packageFaults } from '../appPackage/validate.ts';
import { readVariables } from '../appPackage/variables.ts';
import { plants, text, version } from './package-faults.ts';

const manner = { version, appName: 'Wintro', local: false };
const sound = (): Files => assemble(readVariables('dev', {}), 'dev');
describe('the app package', function () {
  this.timeout(60_000);

  it('is without fault, offline', async () => {
    assert.deepEqual(await packageFaults(sound(), manner), []);
  });

  for (const [fault, plant, named] of plants)
    it(`is refused with ${fault}`, async () => {
      const files = sound();
      plant(files);
      const faults = await packageFaults(files, manner);
      assert.ok(
        faults.some(line => named.test(line)),
        faults.join('\n') || 'no fault was found',
      );
    });

  it('lets a tunnel be for a developer alone', async () => {
    const files = sound();
    for (const name of Object.keys(files).filter(each => each.endsWith('.json')))
      files[name] = new TextEncoder().encode(text(files, name).replaceAll('wintro.example.com', 'a.devtunnels.ms'));
    assert.deepEqual(await packageFaults(files, { ...manner, local: true }), []);
    assert.match((await packageFaults(files, manner)).join('\n'), /is a tunnel/);
  });

  it('is one flat zip, the same bytes each time, without a variable left', async () => {
    const first = await buildPackage('dev', {});
    assert.deepEqual(Buffer.from(await buildPackage('dev', {})), Buffer.from(first));
    const files = unzipSync(first);
    assert.deepEqual(Object.keys(files), ['color.png', 'de.json', 'manifest.json', 'nl.json', 'outline.png']);
    for (const name of Object.keys(files)) assert.doesNotMatch(text(files, name), /\$\{\{/);
    const shuffled = Object.fromEntries(Object.entries(files).toReversed());
    assert.deepEqual(Buffer.from(pack(shuffled)), Buffer.from(first));
  });

  it('takes values from the environment before those of the file', async () => {
    const files = unzipSync(await buildPackage('dev', { APP_NAME_SUFFIX: ' "two"', UNUSED: '' }));
    assert.equal(JSON.parse(text(files, 'manifest.json')).name.short, 'Wintro "two"');
  });

  it('names what has no value yet', async () => {
    await assert.rejects(
      buildPackage('prod', {}),
      /TEAMS_APP_ID, BOT_ID, AAD_APP_CLIENT_ID: no value in env\/\.env\.prod/,
    );
    await assert.rejects(buildPackage('nowhere', {}), /There is no file env\/\.env\.nowhere/);
  });

  it('is checked by a command that fails with the fault', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['appPackage/build.ts', ...args], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH },
      });
    const good = run('--check');
    assert.equal(good.stdout, 'app package: no faults\n');
    assert.equal(good.status, 0);
    const bad = run('--env', 'prod');
    assert.match(bad.stderr, /^TEAMS_APP_ID, BOT_ID/);
    assert.equal(bad.status, 1);
    assert.match(run('--fly').stderr, /Unknown option '--fly'/);
  });

  it('has the icons that its SVG sources draw', async () => {
    for (const [name, bytes] of Object.entries(await drawIcons())) {
      const drawn = readPng(bytes).pixels;
      const kept = readPng(readFileSync(`appPackage/${name}`)).pixels;
      const far = drawn.filter((value, place) => Math.abs(value - (kept[place] ?? 0)) > 32).length;
      assert.ok(kept.length === drawn.length && far / drawn.length < 0.01, `${name}: ${far} of ${drawn.length} differ`);
    }
  });
});
