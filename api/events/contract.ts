import { z } from 'zod';
import type { EventData } from '#core/notifications/contract.ts';
import type { EventType } from '#core/people/model.ts';

export const eventTypes = [
  'candidate.matched',
  'candidate.referred',
  'candidate.recommended',
  'action.required',
] as const satisfies EventType[];

const oneLine = /^[^\p{Cc}\p{Cs}]*$/u;
const manyLines = /^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u;
const email = /^[^\s@"<>(),;:\\]{1,64}@[^\s@"<>(),;:\\]{1,180}\.[^\s@"<>(),;:\\.]{2,63}$/;

// Not as patterns of the schema: in its JSON Schema they would lose the flag that they need.
const isLine = (value: string) => oneLine.test(value);
const isText = (value: string) => manyLines.test(value);

const line = (max: number) =>
  z.string().trim().min(1).max(max).refine(isLine, 'must be one line, without control characters');
const text = (max: number) => z.string().trim().min(1).max(max).refine(isText, 'must not hold control characters');
const address = () => z.string().trim().max(254).regex(email, 'must be an e-mail address').meta({ format: 'email' });
const webAddress = () =>
  z
    .string()
    .trim()
    .max(2000)
    .refine(isWebAddress, 'must be an http or https address, without a user name in it')
    .meta({ format: 'uri' });

/** A user name before the host could make a link look as if it led elsewhere. */
function isWebAddress(value: string): boolean {
  return /^https?:\/\/[^\s/?#@\\]+([/?#]\S*)?$/i.test(value) && URL.canParse(value);
}

const candidate = z
  .strictObject({
    id: line(200).describe('The id in your system; later events with it speak of the same candidate.'),
    fullName: line(200),
    email: address().optional(),
    headline: line(300).optional().describe('What the candidate does, say "Staff engineer at Fabrikam".'),
    location: line(200).optional(),
    profileUrl: webAddress().optional().describe('Where Open on the card leads.'),
  })
  .describe('Who the event is about.');

const job = z
  .strictObject({
    id: line(200).describe('The id in your system; recruiters follow jobs by it.'),
    title: line(200),
    url: webAddress().optional(),
  })
  .describe('The job the candidate is for.');

const employee = (what: string) =>
  z.strictObject({ email: address().describe('The work address of an active person.') }).describe(what);

const knows = employee('Whom it concerns beside the candidate, say who knows the candidate.').optional();

const reason = (what: string) => text(1000).describe(what);

const shared = {
  candidate,
  job,
  note: text(2000).optional().describe('Words to the recruiter, shown as they are.'),
  score: z.number().min(0).max(100).optional().describe('How well candidate and job fit.'),
  recruiters: z
    .array(address())
    .max(100)
    .optional()
    .describe(
      'Work addresses of the recruiters to tell. Left out or empty: those who follow the job or the candidate, else every active admin and boss.',
    ),
};

/**
 * The `data` of each type. An unknown key is refused, so that a misspelt one is not lost unseen. `reason` is required
 * where nobody else says why the card comes; `employee` where a person did what the event tells.
 */
export const eventData = {
  'candidate.matched': z
    .strictObject({ ...shared, employee: knows, reason: reason('Why the candidate fits the job.') })
    .describe('A candidate was matched with a job.'),
  'candidate.referred': z
    .strictObject({ ...shared, employee: employee('Who referred the candidate.'), reason: reason('Why.').optional() })
    .describe('An employee referred a candidate.'),
  'candidate.recommended': z
    .strictObject({
      ...shared,
      employee: employee('Who recommended the candidate.'),
      reason: reason('Why.').optional(),
    })
    .describe('An employee recommended a candidate.'),
  'action.required': z
    .strictObject({ ...shared, employee: knows, reason: reason('What is needed from the recruiter.') })
    .describe('A recruiter has to do something about a candidate.'),
} satisfies Record<EventType, z.ZodType<EventData>>;

const attribute = (max: number) =>
  z.string().min(1).max(max).refine(isLine, 'must not hold control characters (CloudEvents 1.0, Type System)');

/** The attributes of the envelope; extension attributes are tolerated. Source: CloudEvents 1.0.2, Context Attributes. */
export const eventAttributes = z.looseObject({
  specversion: z.literal('1.0'),
  id: attribute(256).describe('With `source` it names the event: the same pair again changes nothing.'),
  source: attribute(1024).regex(/^\S*$/, 'must be a URI reference, without spaces').meta({ format: 'uri-reference' }),
  type: z.enum(eventTypes),
  time: z.iso.datetime({ offset: true }).optional().describe('RFC 3339; when it happened. Left out: now.'),
  subject: attribute(1024).optional(),
  datacontenttype: attribute(256)
    .regex(/^application\/([\w.!#$&^-]+\+)?json\s*(;.*)?$/i, 'must be application/json')
    .optional(),
  dataschema: attribute(2048).optional(),
});

export type EventAttributes = z.infer<typeof eventAttributes>;

/** One event in structured mode, for the description of the API. */
export function structuredEvent(type: EventType): z.ZodType {
  return eventAttributes
    .extend({ type: z.literal(type), data: eventData[type] })
    .describe(`${eventData[type].description ?? type} \`data_base64\` may stand for \`data\`.`);
}
