// Plain JavaScript for Node 20: run.mjs builds the tab through it, with the Node 24 that it has found.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stop } from './packages.mjs';

const at = (...parts) => path.join(path.dirname(fileURLToPath(import.meta.url)), '..', ...parts);
const built = at('tab', 'dist');
const stamp = path.join(built, 'built-from');
const vite = at('node_modules', 'vite', 'bin', 'vite.js');

/** Builds the tab when it is not there, or not from the sources and packages as they are now. */
export async function prepareTab(node) {
  const hash = sourceHash();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === hash) return;
  // An image brings the built tab and not what builds it.
  if (!fs.existsSync(vite) && fs.existsSync(path.join(built, 'index.html'))) return;
  const began = Date.now();
  console.log('Building the tab');
  const fresh = `${built}.${process.pid}`;
  try {
    await build(node, path.basename(fresh));
    fs.writeFileSync(path.join(fresh, path.basename(stamp)), hash);
    fs.rmSync(built, { recursive: true, force: true, maxRetries: 5 });
    fs.renameSync(fresh, built);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true, maxRetries: 5 });
  }
  console.log(`Built the tab in ${Math.round((Date.now() - began) / 1_000)} s`);
}

function sourceHash() {
  const hash = createHash('sha256').update(fs.readFileSync(at('package-lock.json')));
  for (const file of sources(at('tab')).sort()) hash.update(path.relative(at(), file)).update(fs.readFileSync(file));
  return hash.digest('hex');
}

function sources(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return /^dist(\.\d+)?$/.test(entry.name) ? [] : sources(file);
    return [file];
  });
}

async function build(node, folder) {
  const words = [vite, 'build', '--config', at('tab', 'vite.config.ts'), '--outDir', folder, '--logLevel', 'warn'];
  const child = spawn(node, words, { cwd: at(), stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => said.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve(exitCode ?? signal));
  });
  if (code !== 0) throw new Stop(`The tab could not be built; vite ended with ${code}:\n${said.join('')}`);
}
