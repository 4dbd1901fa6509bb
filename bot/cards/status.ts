import { type Place, sayTime } from '../clock.ts';
import { words } from '../words.ts';
import type { Message } from './card.ts';
import { card, execute, heading, plain, run } from './elements.ts';
import { clip } from './text.ts';

export type Status = {
  channel: 'teams' | 'mail';
  waiting: number;
  sentThisWeek: number;
  failedThisWeek: number;
  pausedUntil?: Date;
  organizationName: string;
};

export function statusCard(status: Status, place: Place, now: Date): Message {
  const paused = status.pausedUntil && status.pausedUntil > now ? status.pausedUntil : undefined;
  const rows: [string, string][] = [
    [words.status.organization, clip(status.organizationName, 100)],
    [words.status.channel, words.status[status.channel]],
    ...(paused ? [[words.status.paused, sayTime(paused, now, place)] satisfies [string, string]] : []),
    [words.status.waiting, String(status.waiting)],
    [words.status.sent, String(status.sentThisWeek)],
    [words.status.failed, String(status.failedThisWeek)],
  ];
  const body = [
    heading(words.statusTitle),
    ...rows.map(([label, value]) => plain([run(`${label}: `, { weight: 'bolder' }), run(value)], { spacing: 'small' })),
  ];
  const actions = [
    paused ? execute(words.buttons.resume, 'resume') : execute(words.buttons.pause, 'pause-choices'),
    ...(status.channel === 'mail' ? [execute(words.buttons.signIn, 'sign-in')] : []),
    execute(words.buttons.settings, 'settings'),
    execute(words.buttons.help, 'help'),
  ];
  return { summary: words.statusTitle, card: card(body, actions) };
}
