import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Connector } from './connector/connector.ts';
import type { Directories } from './directory/directories.ts';
import { directoryRoutes } from './directory/routes.ts';
import type { Directory } from './directory.ts';
import { eventExamples } from './event-examples.ts';
import { type Faults, faultSchema } from './faults.ts';
import { type Answer, Refusal, sendAnswer } from './http/answer.ts';
import { parseAs, parseJson, readBody } from './http/body.ts';
import type { Call, Route } from './http/routes.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import type { Changes } from './page-changes.ts';
import { describeCompany, readPageState } from './page-state.ts';
import { postEvent } from './product.ts';
import type { Samples } from './samples.ts';
import type { Store } from './store.ts';

export type PageParts = {
  store: Store;
  directory: Directory;
  directories: Directories;
  connector: Connector;
  mailbox: Mailbox;
  faults: Faults;
  samples: Samples;
  productUrl: () => string;
  /** What Teams gives the tab for a person. */
  tabToken: (personId: string) => Promise<string>;
};

const maxBodyBytes = 2 * 1024 * 1024;

const person = z.string().min(1);
const schemas = {
  sample: z.object({ name: z.string().min(1) }),
  event: z.object({ tenantId: z.string().min(1), body: z.unknown() }),
  message: z.object({ person, text: z.string().trim().min(1).max(20_000) }),
  action: z.object({
    person,
    activityId: z.string().min(1),
    action: z.object({ type: z.string(), verb: z.string().optional(), title: z.string().optional() }),
    data: z.unknown(),
  }),
  install: z.object({ person, installed: z.boolean() }),
  block: z.object({ person, blocked: z.boolean() }),
  tabToken: z.object({ person }),
};

/** The page's JSON interface, as `page/contract.ts` has it. */
export function pageRoutes(parts: PageParts, changes: Changes): Route[] {
  const { store, directory, connector, mailbox, faults, samples, productUrl } = parts;

  /** A route that changes something: another site's page cannot reach it, by type of content and by origin. */
  const change = <T>(
    method: string,
    path: string,
    schema: z.ZodType<T>,
    work: (input: T, call: Call) => Promise<Answer> | Answer,
  ): Route => ({
    method,
    path,
    async handle(call: Call) {
      const { req, res } = call;
      refuseForeign(req, productUrl());
      if (!/^application\/json\b/i.test(req.headers['content-type'] ?? ''))
        throw new Refusal(415, 'Send JSON, with content-type: application/json.');
      sendAnswer(res, await work(parseAs(schema, parseJson(await readBody(req, maxBodyBytes))), call));
    },
  });

  const remove = (path: string, work: (call: Call) => void): Route => ({
    method: 'DELETE',
    path,
    handle(call) {
      refuseForeign(call.req, productUrl());
      work(call);
      sendAnswer(call.res, { status: 204 });
    },
  });

  return [
    {
      method: 'GET',
      path: '/state',
      handle: ({ res }) => sendAnswer(res, { status: 200, body: readPageState(parts) }),
    },
    { method: 'GET', path: '/changes', handle: ({ res }) => changes.follow(res) },
    {
      method: 'GET',
      path: '/examples',
      handle({ res, url }) {
        const people = directory.people(companyOf(directory, url.searchParams.get('tenantId') ?? '').id);
        sendAnswer(res, { status: 200, body: eventExamples(people) });
      },
    },
    change('POST', '/samples', schemas.sample, async ({ name }) => {
      const tenant = companyOf(directory, await samples.load(name));
      return { status: 201, body: describeCompany(store, directory, tenant) };
    }),
    change('POST', '/events', schemas.event, async ({ tenantId, body }) => {
      const answer = await postEvent(store, productUrl(), companyOf(directory, tenantId).id, body);
      return { status: 200, body: answer };
    }),
    change('POST', '/messages', schemas.message, async input => ({
      status: 200,
      body: await connector.write(input.person, input.text),
    })),
    change('POST', '/actions', schemas.action, async input => ({
      status: 200,
      body: await connector.press(input.person, input.activityId, input.action, input.data),
    })),
    change('POST', '/installs', schemas.install, async input => ({
      status: 200,
      body: await (input.installed ? connector.install(input.person) : connector.uninstall(input.person)),
    })),
    change('POST', '/blocks', schemas.block, input => ({
      status: 200,
      body: connector.block(input.person, input.blocked),
    })),
    change('POST', '/tab-tokens', schemas.tabToken, async input => {
      if (!directory.person(input.person)) throw new Refusal(404, 'The sandbox knows no such person.');
      return { status: 200, body: { token: await parts.tabToken(input.person) } };
    }),
    change('POST', '/faults', faultSchema, input => ({ status: 201, body: faults.set(input) })),
    remove('/faults/:id', ({ param }) => {
      if (!faults.clear(param('id'))) throw new Refusal(404, 'There is no such fault; it may have run out.');
    }),
    remove('/mails', () => mailbox.clear()),
    ...directoryRoutes(parts, change),
  ];
}

function companyOf(directory: Directory, tenantId: string) {
  const tenant = directory.tenants().find(each => each.id === tenantId);
  if (!tenant) throw new Refusal(404, 'The sandbox knows no such company.');
  return tenant;
}

function refuseForeign(req: IncomingMessage, productUrl: string): void {
  const { origin } = req.headers;
  if (origin !== undefined && origin !== new URL(productUrl).origin)
    throw new Refusal(403, `A page of ${origin} may change nothing here.`);
}
