import { z } from 'zod';
import { DomainError } from '#core/errors.ts';
import { currentItems, review, snooze, undoReview, undoSnooze } from '#core/notifications/actions.ts';
import type { Item } from '#core/notifications/contract.ts';
import { setPreferences } from '#core/people/preferences.ts';
import type { Viewer } from '../cards/candidate.ts';
import type { Message } from '../cards/card.ts';
import { helpCard } from '../cards/help.ts';
import { notificationCard } from '../cards/notification.ts';
import { pauseCard } from '../cards/pause.ts';
import { settingsCard } from '../cards/settings.ts';
import { pauseChoices, sayTime, snoozeChoices, snoozeUntil } from '../clock.ts';
import type { Known } from '../identify.ts';
import { placeOf, type Turn } from '../turn.ts';
import { words } from '../words.ts';
import { pauseFor, resume, showSettings, showStatus, signOut } from './commands.ts';
import type { Help } from './message.ts';

const notification = z.string().min(1).max(200);
const pace = z.enum(['at-once', 'gathered', 'digest', 'off']);

const actionSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.enum(['review', 'undo-review', 'undo-snooze', 'refresh']), notification }),
  z.object({ verb: z.literal('snooze'), notification, until: z.enum(snoozeChoices) }),
  z.object({ verb: z.literal('pause'), length: z.enum(pauseChoices) }),
  z.object({ verb: z.literal('save-settings'), matched: pace, referred: pace, recommended: pace }),
  z.object({
    verb: z.enum(['connect', 'help', 'pause-choices', 'resume', 'settings', 'sign-in', 'sign-out', 'status']),
  }),
]);

export type Action = z.infer<typeof actionSchema>;

/** @throws DomainError `invalid` for what none of our buttons sends. */
export function readAction(data: unknown): Action {
  const action = actionSchema.safeParse(data);
  if (!action.success) throw new DomainError('invalid', words.errors.invalid, { cause: action.error });
  return action.data;
}

/** Does what a button says, and gives the card that takes the place of the one it stood on. */
export async function act(turn: Turn, known: Known, action: Action, help: Help): Promise<Message> {
  const { ctx, person } = known;
  switch (action.verb) {
    case 'review':
    case 'undo-review':
    case 'undo-snooze':
    case 'refresh':
    case 'snooze':
      return actOnNotification(turn, known, action);
    case 'pause':
      return pauseFor(turn, known, action.length);
    case 'pause-choices':
      return pauseCard();
    case 'resume':
      return resume(known);
    case 'status':
      return showStatus(turn, known);
    case 'settings':
      return showSettings(known);
    case 'save-settings': {
      const { verb: _, ...preferences } = action;
      const saved = await setPreferences(ctx, { person: person._id, preferences });
      return settingsCard(saved, sayTime(ctx.now, ctx.now, placeOf(turn, person)));
    }
    case 'sign-out':
      return signOut(known);
    default:
      return helpCard(help);
  }
}

type NotificationAction = Extract<Action, { notification: string }>;

async function actOnNotification(turn: Turn, known: Known, action: NotificationAction): Promise<Message> {
  const { ctx, person } = known;
  const place = placeOf(turn, person);
  const viewer: Viewer = {
    ...place,
    id: person._id,
    email: person.email,
    userId: turn.address.userId,
    now: ctx.now,
  };
  return notificationCard(await changed(known, action, viewer), viewer);
}

async function changed({ ctx, person }: Known, action: NotificationAction, viewer: Viewer): Promise<Item[]> {
  const input = { notification: action.notification, person: person._id };
  switch (action.verb) {
    case 'review':
      return review(ctx, input);
    case 'undo-review':
      return undoReview(ctx, input);
    case 'snooze':
      return snooze(ctx, { ...input, until: snoozeUntil(action.until, ctx.now, viewer) });
    case 'undo-snooze':
      return undoSnooze(ctx, input);
    default:
      return currentItems(ctx, input);
  }
}
