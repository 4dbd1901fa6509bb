import { z } from 'zod';
import { type Child, startChild } from './child.ts';

/** The sandbox's stand-ins in a process of their own, throttle off. */
export type StandIn = {
  child: Child;
  addresses: z.infer<typeof addressesSchema>;
  bot: typeof bot;
  /** Cards that have arrived since the start. */
  cards(): Promise<number>;
  /** The requests to the Connector after that one, oldest first. */
  arrivals(after: number): Promise<Arrival[]>;
  call<T>(method: string, route: string, answer: z.ZodType<T>, body?: unknown): Promise<T>;
};

type Arrival = z.infer<typeof arrivalSchema>;

const bot = {
  id: '5a9d0b07-1000-4000-8000-000000000001',
  password: 'known to this machine alone',
  tenantId: '5a9d0b07-1000-4000-8000-000000000002',
};
const addressesSchema = z.object({
  entraUrl: z.string(),
  graphUrl: z.string(),
  botLoginUrl: z.string(),
  connectorUrl: z.string(),
  smtpUrl: z.string(),
  controlUrl: z.string(),
});
const arrivalSchema = z.object({
  id: z.number(),
  time: z.string(),
  method: z.string(),
  status: z.number().optional(),
  person: z.string().optional(),
});

export async function startStandIn(): Promise<StandIn> {
  const registration = ['--bot-id', bot.id, '--bot-password', bot.password, '--bot-tenant', bot.tenantId];
  // Nothing listens at the product's address: installs in the stand-in reach nobody, people are connected by hand.
  const args = [...registration, '--no-throttle', '--product-url', 'http://127.0.0.1:9'];
  const child = startChild('sandbox/main.ts', { args });
  const addresses = addressesSchema.parse(JSON.parse(await child.line('{')));

  async function call<T>(method: string, route: string, answer: z.ZodType<T>, body?: unknown): Promise<T> {
    const response = await fetch(`${addresses.controlUrl}${route}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The stand-in answered ${response.status} to ${route}.`);
    return answer.parse(await response.json());
  }

  return {
    child,
    addresses,
    bot,
    call,
    cards: async () => (await call('GET', '/counts', z.record(z.string(), z.number())))['connector 201'] ?? 0,
    arrivals: after => call('GET', `/log?service=connector&after=${after}`, z.array(arrivalSchema)),
  };
}
