import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const home = resolve(import.meta.dirname, '../.data/browser');
const packageFile = resolve(import.meta.dirname, '../node_modules/@sparticuz/chromium/package.json');

/**
 * The package's own fonts.conf names /tmp/fonts, and without a font the browser draws no text and dies at a tooltip.
 * The machine's own fonts come second, for what Open Sans lacks.
 */
const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;

/** Does something with TMPDIR in our own folder, and puts the environment back: the package changes what others inherit. */
const aside = async <Result>(folder: string, work: () => Promise<Result>): Promise<Result> => {
  const before = { ...process.env };
  await mkdir(folder, { recursive: true });
  Object.assign(process.env, { AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x', TMPDIR: folder });
  try {
    return await work();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
};

/** Unpacks the browser once for each version of the package; two processes at once do not meet a half-written one. */
const unpack = async (): Promise<string> => {
  const { version }: { version: string } = JSON.parse(await readFile(packageFile, 'utf8'));
  const folder = join(home, version);
  if (existsSync(folder)) return folder;
  const staging = `${folder}.${process.pid}`;
  await aside(staging, async () => {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
  });
  await writeFile(join(staging, 'fonts', 'fonts.conf'), fontsConf(folder));
  await rename(staging, folder).catch(async cause => {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw cause;
  });
  return folder;
};

const openPacked = async (): Promise<Browser> => {
  const folder = await unpack();
  const env = {
    ...process.env,
    FONTCONFIG_PATH: join(folder, 'fonts'),
    LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
  };
  return aside(join(home, 'profiles'), () =>
    chromium.launch({ executablePath: join(folder, 'chromium'), headless: true, args: ['--no-sandbox'], env }),
  );
};

const openInstalled = async (): Promise<Browser> => {
  try {
    return await chromium.launch({ channel: 'chrome', headless: true });
  } catch {
    return chromium.launch({ channel: 'msedge', headless: true });
  }
};

/** The browser of the tests: the packed Chromium on Linux x64, else an installed Chrome or Edge. */
export const openBrowser = (): Promise<Browser> =>
  process.platform === 'linux' && process.arch === 'x64' ? openPacked() : openInstalled();
