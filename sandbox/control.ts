import { z } from 'zod';
import { settingsSchema } from './connector/settings.ts';
import { faultSchema } from './faults.ts';
import { type Answer, Refusal, sendAnswer } from './http/answer.ts';
import { parseAs, parseJson, readBody } from './http/body.ts';
import type { Call, Route } from './http/routes.ts';
import { smtpFaultSchema } from './mailbox/mailbox.ts';
import type { Sandbox } from './start.ts';

const maxBodyBytes = 64 * 1024 * 1024;

const id = z.string().min(1);
const companySchema = z.object({
  tenantId: id,
  name: z.string().min(1),
  domain: z.string().min(1),
  people: z.array(
    z.object({
      id,
      name: z.string(),
      givenName: z.string(),
      familyName: z.string(),
      email: z.string(),
      role: z.enum(['admin', 'boss', 'member']).default('member'),
      locale: z.string().default('en-US'),
      timeZone: z.string().default('Europe/Berlin'),
    }),
  ),
});
const applicationSchema = z.object({
  id,
  secret: z.string(),
  homeTenantId: id,
  consents: z.record(z.string(), z.array(z.string())).default({}),
});
const claims = z.record(z.string(), z.unknown()).default({});
const lifetimeSeconds = z.number().int().default(3599);
const tokenSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tab'), person: id, clientId: id, claims, lifetimeSeconds }),
  z.object({ kind: z.literal('emulator'), person: id, claims, lifetimeSeconds }),
  z.object({ kind: z.literal('connector'), claims, lifetimeSeconds }),
  z.object({ kind: z.literal('custom'), claims, lifetimeSeconds, foreignKey: z.boolean().default(false) }),
]);
const pressSchema = z.object({
  person: id,
  activityId: id,
  action: z.object({ type: z.string(), verb: z.string().optional(), title: z.string().optional() }),
  data: z.unknown(),
});

/** What tests and benchmarks in other processes use, under `/_control`. */
export function createControl(sandbox: Sandbox): Route[] {
  const { directory, connector, mailbox, faults, log, entra } = sandbox;

  const read = (path: string, work: (call: Call) => unknown): Route => ({
    method: 'GET',
    path,
    handle: call => sendAnswer(call.res, { status: 200, body: work(call) }),
  });
  const post = <T>(path: string, schema: z.ZodType<T>, work: (input: T) => Promise<unknown> | unknown): Route => ({
    method: 'POST',
    path,
    async handle({ req, res }) {
      refuseBrowser(req.headers.origin);
      const body = (await work(parseAs(schema, parseJson(await readBody(req, maxBodyBytes))))) ?? {};
      const answer: Answer = { status: 200, body };
      sendAnswer(res, answer);
    },
  });
  const remove = (path: string, work: (call: Call) => void): Route => ({
    method: 'DELETE',
    path,
    handle(call) {
      refuseBrowser(call.req.headers.origin);
      work(call);
      sendAnswer(call.res, { status: 204 });
    },
  });

  return [
    read('/addresses', () => addressesOf(sandbox)),
    post('/companies', companySchema, ({ tenantId, name, domain, people }) => {
      directory.addTenant({ id: tenantId, name, domain });
      return directory.addPeople(tenantId, people);
    }),
    post('/applications', applicationSchema, application => directory.addApplication(application)),
    read('/people', ({ url }) => directory.people(url.searchParams.get('tenantId') ?? undefined)),
    read('/people/:person/chat', ({ param }) => {
      if (!directory.person(param('person'))) throw new Refusal(404, 'The sandbox knows no such person.');
      return connector.chat(param('person'));
    }),
    post('/installs', z.object({ person: id, installed: z.boolean() }), ({ person, installed }) =>
      installed ? connector.install(person) : connector.uninstall(person),
    ),
    post('/blocks', z.object({ person: id, blocked: z.boolean() }), ({ person, blocked }) =>
      connector.block(person, blocked),
    ),
    post('/messages', z.object({ person: id, text: z.string() }), ({ person, text }) => connector.write(person, text)),
    post('/actions', pressSchema, ({ person, activityId, action, data }) =>
      connector.press(person, activityId, action, data),
    ),
    read('/log', ({ url }) => log.list(filterOf(url))),
    remove('/log', () => log.clear()),
    read('/counts', () => log.counts()),
    read('/faults', () => faults.list()),
    post('/faults', faultSchema, fault => faults.set(fault)),
    remove('/faults', () => faults.clearAll()),
    remove('/faults/:id', ({ param }) => {
      if (!faults.clear(param('id'))) throw new Refusal(404, 'There is no such fault; it may have run out.');
    }),
    read('/settings', () => connector.settings()),
    post('/settings', settingsSchema.partial(), changes => connector.configure(changes)),
    read('/mails', () => mailbox.list()),
    remove('/mails', () => mailbox.clear()),
    post('/smtp-fault', smtpFaultSchema, fault => mailbox.setFault(fault)),
    remove('/smtp-fault', () => mailbox.setFault(undefined)),
    post('/tokens', tokenSchema, async input => ({ token: await mint(input) })),
    post('/product', z.object({ url: z.url() }), ({ url }) => sandbox.pointAt(url)),
    post('/reset', z.object({}), () => sandbox.reset()),
  ];

  function mint(input: z.infer<typeof tokenSchema>): Promise<string> {
    switch (input.kind) {
      case 'tab':
        return entra.tab(input.person, input.clientId, input);
      case 'emulator':
        return entra.emulator(input.person, input);
      case 'connector':
        return connector.token(input.claims, input.lifetimeSeconds);
      case 'custom':
        return entra.mint(input.claims, input);
    }
  }
}

export function addressesOf({ entraUrl, graphUrl, botLoginUrl, connectorUrl, smtpUrl, port }: Sandbox) {
  return {
    entraUrl,
    graphUrl,
    botLoginUrl,
    connectorUrl,
    smtpUrl,
    port,
    controlUrl: `http://127.0.0.1:${port}/_control`,
  };
}

function filterOf({ searchParams }: URL) {
  const [person, service, after, limit] = ['person', 'service', 'after', 'limit'].map(name => searchParams.get(name));
  return {
    ...(person ? { person } : {}),
    ...(service ? { service } : {}),
    ...(after ? { after: Number(after) } : {}),
    ...(limit ? { limit: Number(limit) } : {}),
  };
}

/** No page of any site has business here. */
function refuseBrowser(origin: string | undefined): void {
  if (origin !== undefined) throw new Refusal(403, 'Pages may change nothing here.');
}
