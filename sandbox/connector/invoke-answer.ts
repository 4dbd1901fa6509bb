import { z } from 'zod';
import type { BotAnswer } from './post.ts';

const schema = z.looseObject({ statusCode: z.number(), type: z.string().optional(), value: z.unknown() });
const errorSchema = z.looseObject({ message: z.string().min(1) });

const failed = 'Something went wrong. Please try again.';

/**
 * What Teams shows of a bot's answer to Action.Execute.
 * Source: Microsoft page "Universal Actions for Adaptive Cards", response format.
 */
export function readInvokeAnswer({ status, body }: BotAnswer): { status: number; card?: unknown; message?: string } {
  if (status === 0) return { status: 502, message: 'Unable to reach app. Please try again.' };
  if (status < 200 || status >= 300) return { status, message: failed };
  const read = schema.safeParse(body);
  if (!read.success) return { status, message: failed };
  const { type, value } = read.data;
  switch (type) {
    case 'application/vnd.microsoft.card.adaptive':
      return typeof value === 'object' && value !== null ? { status, card: value } : { status, message: failed };
    case 'application/vnd.microsoft.activity.message':
      return { status, message: typeof value === 'string' ? value : '' };
    case 'application/vnd.microsoft.error': {
      const error = errorSchema.safeParse(value);
      return { status, message: error.success ? error.data.message : failed };
    }
    default:
      return { status, message: failed };
  }
}
