import type { Registry } from 'prom-client';
import type { Request, Response } from 'restify';
import { DomainError } from '#core/errors.ts';
import type { Config } from '#env/config.ts';
import { answer, answerJson } from './answer.ts';
import { bearerToken, sameSecret } from './bearer.ts';
import { type ClientAddress, isLoopback } from './client-address.ts';
import type { Operation, Route } from './route.ts';

export type OperationsParts = {
  config: Config;
  metrics: Registry;
  /** Resolves when the process can serve; throws DomainError `unavailable`, whose message names what is missing. */
  ready: () => Promise<void>;
  clientAddress: ClientAddress;
};

const json = (description: string) => ({
  description,
  content: { 'application/json': { schema: { type: 'object' } } },
});

/** For those who run the process: is it alive, can it serve, how does it do. */
export function operationsRoutes(parts: OperationsParts): Route[] {
  const alive = async (_req: Request, res: Response): Promise<void> => answerJson(res, 200, { status: 'alive' });
  const ready = async (_req: Request, res: Response): Promise<void> => {
    await checkReady(parts.ready);
    answerJson(res, 200, { status: 'ready' });
  };
  const metrics = async (req: Request, res: Response): Promise<void> => {
    guardMetrics(req, parts);
    answer(res, 200, parts.metrics.contentType, await parts.metrics.metrics());
  };
  return [
    ...getAndHead('/healthz', alive, { summary: 'Alive', tags: ['operations'], responses: { 200: json('Alive') } }),
    ...getAndHead('/readyz', ready, {
      summary: 'Able to serve',
      tags: ['operations'],
      responses: { 200: json('Ready') },
      problems: [503],
    }),
    ...getAndHead('/metrics', metrics, {
      summary: 'Prometheus metrics',
      description: 'From this machine alone; where METRICS_TOKEN is set, with it alone.',
      tags: ['operations'],
      security: ['metricsToken'],
      responses: { 200: { description: 'Metrics', content: { 'text/plain': { schema: { type: 'string' } } } } },
      problems: [401, 403],
    }),
  ];
}

export function getAndHead(path: string, handle: Route['handle'], operation?: Operation): Route[] {
  return [
    { method: 'GET', path, handle, ...(operation ? { operation } : {}) },
    { method: 'HEAD', path, handle },
  ];
}

/** What is not a DomainError may hold an address or a password, so its words stay in the log. */
async function checkReady(ready: () => Promise<void>): Promise<void> {
  try {
    await ready();
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('unavailable', 'The process is not ready.', { cause });
  }
}

function guardMetrics(req: Request, { config, clientAddress }: OperationsParts): void {
  if (config.METRICS_TOKEN === undefined) {
    if (!isLoopback(req, clientAddress)) throw new DomainError('forbidden', 'Metrics are for this machine alone.');
    return;
  }
  if (!sameSecret(bearerToken(req) ?? '', config.METRICS_TOKEN))
    throw new DomainError('unauthorized', 'The metrics token is needed, as Authorization: Bearer.');
}
