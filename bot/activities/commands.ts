import { status } from '#core/notifications/status.ts';
import { disconnectTeams } from '#core/people/connect-teams.ts';
import { pause } from '#core/people/preferences.ts';
import type { Message } from '../cards/card.ts';
import { pausedCard, resumedCard } from '../cards/pause.ts';
import { settingsCard } from '../cards/settings.ts';
import { signedOutCard } from '../cards/signed-out.ts';
import { statusCard } from '../cards/status.ts';
import { type PauseChoice, pauseUntil, sayTime } from '../clock.ts';
import type { Known } from '../identify.ts';
import { placeOf, type Turn } from '../turn.ts';

/** What a written word and a card's button do alike: each acts, and gives the card that says so. */
export async function pauseFor(turn: Turn, { ctx, person }: Known, choice: PauseChoice): Promise<Message> {
  const place = placeOf(turn, person);
  const until = pauseUntil(choice, ctx.now, place);
  await pause(ctx, { person: person._id, until });
  return pausedCard(sayTime(until, ctx.now, place));
}

export async function resume({ ctx, person }: Known): Promise<Message> {
  await pause(ctx, { person: person._id, until: undefined });
  return resumedCard();
}

export async function showStatus(turn: Turn, { ctx, person }: Known): Promise<Message> {
  return statusCard(await status(ctx, { person: person._id }), placeOf(turn, person), ctx.now);
}

export async function showSettings({ ctx, person }: Known): Promise<Message> {
  return settingsCard((await status(ctx, { person: person._id })).preferences);
}

export async function signOut({ ctx, person }: Known): Promise<Message> {
  await disconnectTeams(ctx, { person: person._id, state: 'signed-out' });
  return signedOutCard();
}
