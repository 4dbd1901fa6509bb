import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { assemble, pack } from './assemble.ts';
import { packageFaults } from './validate.ts';
import { PackageError, readVariables, type Variables } from './variables.ts';

/**
 * The app package of an environment, checked, as the bytes of a zip.
 * @throws PackageError that names each fault.
 */
export async function buildPackage(name: string, surroundings: Variables): Promise<Uint8Array> {
  const variables = readVariables(name, surroundings);
  const files = assemble(variables, name);
  const { version } = JSON.parse(readFileSync(path.join(import.meta.dirname, '../package.json'), 'utf8'));
  const faults = await packageFaults(files, {
    version: String(version),
    appName: variables.APP_NAME ?? '',
    local: name === 'local',
  });
  if (faults.length > 0)
    throw new PackageError(`The app package has faults:\n${faults.map(fault => `  ${fault}`).join('\n')}`);
  return pack(files);
}

/** `--env NAME` writes `appPackage/build/wintro.NAME.zip`; `--check` writes nothing and looks at no surroundings. */
async function main(): Promise<void> {
  const options = { env: { type: 'string', default: 'dev' }, check: { type: 'boolean', default: false } } as const;
  const { env, check } = parseArgs({ options }).values;
  if (check) {
    await buildPackage(env, {});
    console.log('app package: no faults');
    return;
  }
  // biome-ignore lint/style/noProcessEnv: these are the Toolkit's variables, of a tool, not the product's configuration
  const zip = await buildPackage(env, process.env);
  const file = path.join(import.meta.dirname, 'build', `wintro.${env}.zip`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, zip);
  console.log(`${path.relative('.', file)}: ${zip.length} bytes, no faults`);
}

if (import.meta.main)
  try {
    await main();
  } catch (error) {
    const usage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    const expected = error instanceof PackageError || usage;
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  }
