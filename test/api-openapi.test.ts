import assert from 'node:assert/strict';
import { Registry } from 'prom-client';
import { z } from 'zod';
import { eventTypes } from '#api/events/contract.ts';
import { eventExamples } from '#api/events/examples.ts';
import type { OpenapiDocument } from '#api/openapi.ts';
import { createServer } from '#api/server.ts';
import { createLog } from '#core/log.ts';
import { readConfig } from '#env/config.ts';
import { realBot, type Started, startApi } from './api-start.ts';

/** What people see in a browser is no part of the API. */
const pages = /^\/(tab(\/.*)?|assets\/pages\.css|privacy|terms|support|help)?$/;

describe('the description of the API (OpenAPI 3.1)', () => {
  let api: Started;
  let document: OpenapiDocument;
  before(async () => {
    api = await startApi(realBot);
    document = await (await fetch(`${api.base}/api/openapi.json`)).json();
  });
  after(() => api.close());

  it('names every route that is mounted, and no other', () => {
    const server = createServer({
      config: readConfig(realBot),
      log: createLog('silent'),
      metrics: new Registry(),
      ready: async () => undefined,
      messages: async () => undefined,
    });
    const routes: { method: string; path: string }[] = Object.values(server.getDebugInfo().routes);
    const mounted = routes
      .filter(({ method, path }) => method !== 'head' && !pages.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map(method => `${method} ${path}`),
    );
    assert.deepEqual(described.toSorted(), mounted.toSorted());
    for (const route of ['post /api/events', 'get /api/me', 'post /api/home/notifications/{notification}/review'])
      assert.ok(described.includes(route), route);
  });

  it('refers to nothing that is not there', () => {
    const text = JSON.stringify(document);
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g))
      assert.ok(document.components.schemas[name], name);
    for (const item of Object.values(document.paths).flatMap(path => Object.values(path)))
      for (const scheme of z.array(z.record(z.string(), z.unknown())).parse(item.security).flatMap(Object.keys))
        assert.ok(document.components.securitySchemes[scheme], scheme);
    assert.ok(!text.includes('$schema'));
  });

  for (const type of eventTypes)
    it(`has a schema of ${type} that its example fits, and that refuses what the API refuses`, () => {
      // zod reads uri-reference as uri.
      const text = JSON.stringify(document.components.schemas[type]).replaceAll(',"format":"uri-reference"', '');
      const schema = z.fromJSONSchema(JSON.parse(text));
      const example: Record<string, unknown> = eventExamples[type];
      assert.deepEqual(schema.safeParse(example).error, undefined);
      for (const wrong of [
        { ...example, id: '' },
        { ...example, type: 'other' },
        { ...example, data: { ...eventExamples[type].data, extra: 1 } },
        { ...example, data: { ...eventExamples[type].data, score: 101 } },
        { ...example, data: undefined },
      ])
        assert.ok(!schema.safeParse(wrong).success, JSON.stringify(wrong).slice(0, 80));
    });

  it('shows the examples with the operation', () => {
    const text = JSON.stringify(document.paths['/api/events']);
    for (const type of eventTypes) assert.ok(text.includes(JSON.stringify(eventExamples[type])), type);
  });
});
