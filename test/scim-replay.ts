import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Provider } from '#core/provisioning/model.ts';
import { type Answer, ask, type Json, openRig, prefix, publicUrl, type Rig } from './scim-rig.ts';

/** One request as a directory sends it, and what has to come back. `{{name}}` stands for what was remembered. */
type Exchange = {
  it: string;
  request: { method: string; path: string; headers?: Record<string, string>; body?: unknown };
  /** Of the body, what has to be in it: null for nothing there, `*` for any text. `silent` means no body at all. */
  answer: { status: number; headers?: Record<string, string>; body?: Json; silent?: boolean };
  /** Names for what is at a path of the answer. */
  remember?: Record<string, string>;
};

type Recording = { source: string; exchanges: Exchange[] };

const root = path.resolve('test', 'recorded', 'scim');

/** Declares a suite that plays the recordings of a folder, in order, to an organization of its own. */
export function replay(
  folder: string,
  { provider, prefix: at = prefix }: { provider: Provider; prefix?: string },
): void {
  const remembered = new Map<string, string>();
  let rig: Rig;

  before(async () => {
    rig = await openRig(provider);
    remembered.set('domain', rig.a.domain).set('publicUrl', publicUrl).set('prefix', at);
    remembered.set('ada', rig.a.people.get('ada')?._id ?? '');
  });
  after(() => rig?.close());

  for (const file of readdirSync(path.join(root, folder)).toSorted()) {
    const recording: Recording = JSON.parse(readFileSync(path.join(root, folder, file), 'utf8'));
    describe(file.replace('.json', ''), () => {
      for (const exchange of recording.exchanges)
        it(exchange.it, async () => {
          const { request, answer, remember = {} }: Exchange = fill(exchange, remembered);
          const { method, path: asked, body, headers } = request;
          const given = await ask(rig.api, rig.a.token, asked, {
            method,
            prefix: at,
            ...(body === undefined ? {} : { body }),
            ...(headers ? { headers } : {}),
          });
          check(given, answer);
          for (const [name, where] of Object.entries(remember)) remembered.set(name, String(pick(given.body, where)));
        });
    });
  }
}

function check({ status, headers, body, text }: Answer, expected: Exchange['answer']): void {
  assert.equal(status, expected.status, text);
  for (const [name, value] of Object.entries(expected.headers ?? {})) match(headers.get(name), value, name);
  if (expected.silent) assert.equal(text, '');
  if (expected.body !== undefined) match(body, expected.body, 'body');
}

/** Objects may hold more than is expected; lists hold as much, in that order. */
function match(actual: Json, expected: Json, where: string): void {
  if (expected === null) assert.equal(actual ?? null, null, `${where} is there`);
  else if (Array.isArray(expected)) {
    assert.equal(actual?.length, expected.length, `${where}: ${JSON.stringify(actual)}`);
    for (const [index, each] of expected.entries()) match(actual[index], each, `${where}/${index}`);
  } else if (typeof expected === 'object') {
    assert.equal(typeof actual, 'object', where);
    for (const [name, each] of Object.entries(expected)) match(actual?.[name], each, `${where}/${name}`);
  } else if (typeof expected === 'string' && expected.includes('*')) {
    assert.equal(typeof actual, 'string', where);
    const pattern = expected.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    assert.match(actual, new RegExp(`^${pattern.join('.*')}$`, 's'), where);
    assert.notEqual(actual, '', where);
  } else assert.equal(actual, expected, where);
}

function fill(exchange: Exchange, names: Map<string, string>): Exchange {
  const text = JSON.stringify(exchange).replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = names.get(name);
    assert.ok(value, `nothing is remembered as ${name}`);
    return JSON.stringify(value).slice(1, -1);
  });
  return JSON.parse(text);
}

function pick(body: Json, where: string): unknown {
  return where.split('/').reduce((value, name) => value?.[name], body);
}
