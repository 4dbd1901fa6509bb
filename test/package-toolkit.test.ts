import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '#env/config.ts';
import { namesIn } from '../appPackage/variables.ts';

const step = z.strictObject({
  uses: z.string(),
  name: z.string().optional(),
  with: z.record(z.string(), z.unknown()),
  writeToEnvironmentFile: z.record(z.string(), z.string()).optional(),
});
const projectSchema = z.strictObject({
  version: z.literal('v1.11'),
  environmentFolderPath: z.literal('./env'),
  provision: z.array(step),
  deploy: z.array(step),
  publish: z.array(step).optional(),
});

const read = (file: string): string => readFileSync(file, 'utf8');
const filled = (file: string): string[] =>
  Object.entries(existsSync(file) ? parseEnv(read(file)) : {}).flatMap(([name, value]) => (value ? [name] : []));

/** Files whose variables a step fills in, beside its own words. */
const fileKeys = ['manifestPath', 'path', 'parameters'];

function filesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(filesOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    fileKeys.includes(key) && typeof inner === 'string' ? [inner] : filesOf(inner),
  );
}

/** The Toolkit makes these up, or asks for them, when they are empty. */
const ofTheToolkit = ['AAD_APP_ACCESS_AS_USER_PERMISSION_ID', 'AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP_NAME'];

for (const [file, environment] of [
  ['teamsapp.yml', 'prod'],
  ['teamsapp.local.yml', 'local'],
] as const)
  describe(file, () => {
    const project = projectSchema.parse(parse(read(file)));

    it('uses no variable before a step or the environment file has given it', () => {
      const known = new Set([
        ...ofTheToolkit,
        ...filled(`env/.env.${environment}`),
        ...filled(`env/.env.${environment}.user.example`),
        // It may be empty.
        'APP_NAME_SUFFIX',
      ]);
      for (const each of [...project.provision, ...project.deploy, ...(project.publish ?? [])]) {
        const files = filesOf(each.with);
        for (const named of files) assert.ok(existsSync(named), `${named} of ${each.uses} is missing`);
        const texts = [JSON.stringify(each.with), ...files.map(read)];
        for (const name of texts.flatMap(namesIn)) assert.ok(known.has(name), `${each.uses} uses ${name} too early`);
        for (const name of Object.values(each.writeToEnvironmentFile ?? {})) known.add(name);
        if (each.uses === 'arm/deploy')
          for (const [, name] of read('infra/azure.bicep').matchAll(/^output (\w+) /gm)) known.add(name ?? '');
      }
    });

    it('keeps the bot and the sign-in apart, and secrets out of the committed file', () => {
      const written = project.provision.flatMap(each => Object.values(each.writeToEnvironmentFile ?? {}));
      for (const name of ['BOT_ID', 'AAD_APP_CLIENT_ID', 'TEAMS_APP_ID']) assert.ok(written.includes(name));
      assert.deepEqual(
        filled(`env/.env.${environment}`).filter(name => name.startsWith('SECRET_')),
        [],
      );
      assert.match(read('env/.gitignore'), /^\.env\.\*\.user$/m);
    });
  });

describe('the container', () => {
  const bicep = `${read('infra/azure.bicep')}${read('infra/container.bicep')}`;

  it('is given what the configuration asks for in production', () => {
    const names = [...bicep.matchAll(/^ {2,6}([A-Z][A-Z_]+): /gm)].flatMap(([, name]) => name ?? []);
    const values: Record<string, string> = {
      PUBLIC_URL: 'https://wintro.example.com',
      MAIL_FROM: 'Wintro <a@wintro.example.com>',
      SECRET_KEYS: `first:${'A'.repeat(43)}=`,
      MONGODB_URI: 'mongodb+srv://user:password@database.example/wintro',
      SMTP_URL: 'smtps://mail.example',
    };
    const guid = '5a9d0b07-1000-4000-8000-00000000000';
    const env = Object.fromEntries(names.map((name, place) => [name, values[name] ?? `${guid}${place}`]));
    const config = readConfig({ ...env, NODE_ENV: 'production', HOST: '0.0.0.0', PORT: '3978', APP_NAME: 'Wintro' });
    assert.equal(config.sandbox, false);
    assert.equal(config.production, true);
  });

  it('names each secret of the container in the key vault', () => {
    const wanted = [...read('infra/container.bicep').matchAll(/^ {2}[A-Z_]+: '([a-z-]+)'$/gm)].map(([, name]) => name);
    const kept = /for each in \[([^\]]+)\]/.exec(read('infra/secrets.bicep'))?.[1]?.match(/[a-z-]+/g);
    assert.ok(wanted.length > 0);
    assert.deepEqual(kept?.toSorted(), wanted.toSorted());
  });

  it('copies only folders that are there, runs as nobody special and starts the server', () => {
    const lines = read('infra/Dockerfile').split('\n');
    const copied = lines.flatMap(line => /^COPY (?!--)(.+) \S+$/.exec(line)?.[1]?.split(' ') ?? []);
    for (const source of copied.filter(each => each !== 'tab/dist')) assert.ok(existsSync(source), source);
    const ignore = read('infra/Dockerfile.dockerignore').split('\n');
    for (const source of copied) assert.ok(ignore.includes(`!${source}`), `${source} is ignored`);
    assert.ok(lines.includes('USER node'));
    assert.ok(lines.includes('CMD ["node", "server.ts"]'));
    assert.ok(lines.some(line => /^RUN npm ci --omit=dev .*--ignore-scripts$/.test(line)));
  });
});
