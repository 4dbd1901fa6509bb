import { ActivityTypes, type TurnContext } from 'botbuilder';
import { DomainError } from '#core/errors.ts';
import { cardActivity } from '../card-activity.ts';
import type { Message } from '../cards/card.ts';
import type { Turn } from '../turn.ts';
import { words } from '../words.ts';

export async function sendCard(turn: Turn, message: Message): Promise<void> {
  await turn.context.sendActivity(cardActivity(message, turn.entraTenantId ?? ''));
}

/** Puts a card in the place of one that is there already. */
export async function replaceCard(turn: Turn, activityId: string, message: Message): Promise<void> {
  await turn.context.updateActivity({ ...cardActivity(message, turn.entraTenantId ?? ''), id: activityId });
}

/** The answer to an `Action.Execute`: its card takes the place of the one acted on. */
export async function answerCard(context: TurnContext, message: Message): Promise<void> {
  await answerInvoke(context, 200, 'application/vnd.microsoft.card.adaptive', message.card);
}

export type Refusal = { status: number; code: string; message: string };

/** Teams shows the message beside the card's button. */
export async function answerError(context: TurnContext, { status, code, message }: Refusal): Promise<void> {
  await answerInvoke(context, status, 'application/vnd.microsoft.error', { code, message });
}

async function answerInvoke(context: TurnContext, statusCode: number, type: string, value: unknown): Promise<void> {
  const body = { statusCode, type, value };
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
}

/** What an error means to the person; `undefined` for what nobody expected. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof DomainError)) return undefined;
  if (error.code === 'not-found') return { status: 404, code: 'NotFound', message: words.errors.gone };
  if (error.code === 'forbidden') return { status: 403, code: 'Forbidden', message: words.errors.forbidden };
  if (error.code === 'invalid') return { status: 400, code: 'BadRequest', message: words.errors.invalid };
  return undefined;
}

export const broken: Refusal = { status: 500, code: 'InternalServerError', message: words.errors.unavailable };
export const refused: Refusal = { status: 403, code: 'Forbidden', message: words.errors.notConnected };
