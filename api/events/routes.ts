import type { Request, Response } from 'restify';
import { z } from 'zod';
import type { Context } from '#core/context.ts';
import { DomainError } from '#core/errors.ts';
import { acceptEvents } from '#core/notifications/accept.ts';
import { authenticateApiKey } from '#core/organizations/authenticate.ts';
import type { Config } from '#env/config.ts';
import { answerJson } from '../answer.ts';
import { bearerToken } from '../bearer.ts';
import { readBody } from '../body.ts';
import { requestState } from '../request.ts';
import type { JsonSchema, Operation, Route } from '../route.ts';
import { eventTypes, structuredEvent } from './contract.ts';
import { eventExamples } from './examples.ts';
import { contentMode, parseEvents } from './parse.ts';

const acceptedSchema = z.object({
  accepted: z.number().int().describe('Events that are stored now.'),
  duplicates: z.number().int().describe('Events that were there already, by source and id; they changed nothing.'),
});

export function eventRoutes(config: Config): Route[] {
  const { BODY_MAX_BYTES, EVENTS_BATCH_MAX } = config.limits;
  const handle = async (req: Request, res: Response): Promise<void> => {
    const ctx = await authenticate(req);
    const headers = req.headersDistinct;
    const mode = contentMode(headers);
    const body = await readBody(req, res, BODY_MAX_BYTES);
    const events = parseEvents({ mode, headers, body }, { batchMax: EVENTS_BATCH_MAX, now: ctx.now });
    answerJson(res, 202, await acceptEvents(ctx, events));
  };
  return [{ method: 'POST', path: '/api/events', handle, operation: operation(config) }];
}

/** One answer for a missing, an unknown and a revoked key, so that none can be told from another. */
async function authenticate(req: Request): Promise<Context> {
  const now = new Date();
  const key = bearerToken(req);
  const found = key === undefined ? undefined : await authenticateApiKey(key, now);
  if (!found) throw new DomainError('unauthorized', 'A valid API key is needed, as Authorization: Bearer.');
  const state = requestState(req);
  state.organization = found.organization;
  return {
    organization: found.organization,
    actor: { kind: 'api-key', id: found.keyId },
    now,
    log: state.log,
  };
}

function operation(config: Config): Operation {
  const { BODY_MAX_BYTES, EVENTS_BATCH_MAX } = config.limits;
  const event: JsonSchema = { oneOf: eventTypes.map(type => ({ $ref: `#/components/schemas/${type}` })) };
  const batch: JsonSchema = { type: 'array', items: event, minItems: 1, maxItems: EVENTS_BATCH_MAX };
  const examples = Object.fromEntries(eventTypes.map(type => [type, { value: eventExamples[type] }]));
  const all = { batch: { value: Object.values(eventExamples) } };
  return {
    summary: 'Take in candidate events',
    description: [
      'CloudEvents 1.0 over HTTP, in structured, batch and binary mode. 202 means stored: from then on nothing is lost.',
      'An event that was sent before, by its source and id, is counted as a duplicate and changes nothing, so a request',
      'may be repeated. A batch is taken whole or not at all.',
      `A request may have ${BODY_MAX_BYTES} bytes, a batch ${EVENTS_BATCH_MAX} events.`,
      'In binary mode the ce- headers carry the attributes and the body is the data.',
    ].join(' '),
    tags: ['events'],
    security: ['apiKey'],
    parameters: ['specversion', 'id', 'source', 'type', 'time', 'subject'].map(name => ({
      name: `ce-${name}`,
      in: 'header' as const,
      description: `Binary mode: the attribute ${name}, percent-encoded.`,
    })),
    request: {
      'application/cloudevents+json': { schema: event, examples },
      'application/cloudevents-batch+json': { schema: batch, examples: all },
      'application/json': { schema: { anyOf: [event, batch, { type: 'object' }] }, examples: { ...examples, ...all } },
    },
    responses: {
      202: { description: 'Stored', content: { 'application/json': { schema: z.toJSONSchema(acceptedSchema) } } },
    },
    problems: [400, 401, 413, 415, 503],
  };
}

/** The schemas that the operation refers to. */
export function eventSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries(eventTypes.map(type => [type, z.toJSONSchema(structuredEvent(type), { io: 'input' })]));
}
