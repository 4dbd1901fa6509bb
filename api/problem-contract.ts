import { z } from 'zod';

/** What every refusal looks like. Source: RFC 9457 §3. */
export const problemSchema = z
  .object({
    type: z.literal('about:blank').describe('The status says it all; `code` is what a program should look at.'),
    title: z.string().describe('The reason phrase of the status.'),
    status: z.number().int(),
    detail: z.string().describe('What is wrong, in a sentence.'),
    code: z.string().describe('invalid, unauthorized, inactive, not-found, too-large, unavailable, internal, …'),
    errors: z
      .array(
        z.object({
          index: z.number().int().optional().describe('The place of the faulty item in a batch, from 0.'),
          field: z.string().describe('Where, say data.candidate.fullName or data.recruiters[0].'),
          message: z.string(),
        }),
      )
      .optional()
      .describe('Each fault; at most 100 are listed.'),
    errorCount: z.number().int().optional().describe('How many faults there are, listed or not.'),
    requestId: z.string().describe('The X-Request-Id of the answer, to be named in a question to support.'),
  })
  .describe('application/problem+json, RFC 9457');

export type Problem = z.infer<typeof problemSchema>;
