import { randomUUID } from 'node:crypto';
import type { Activity, Chat, Person } from '../state.ts';

export type Scene = { person: Person; chat: Chat; bot: { id: string; name: string }; serviceUrl: string };

/** What every activity from a personal chat carries. */
function basis({ person, chat, bot, serviceUrl }: Scene) {
  const now = new Date();
  return {
    channelId: 'msteams',
    serviceUrl,
    timestamp: now.toISOString(),
    from: { id: person.teamsId, name: person.name, aadObjectId: person.id },
    conversation: { conversationType: 'personal', tenantId: person.tenantId, id: chat.conversationId },
    recipient: { id: `28:${bot.id}`, name: bot.name },
    entities: [
      {
        locale: person.locale,
        country: person.locale.split('-')[1] ?? 'US',
        platform: 'Windows',
        timezone: person.timeZone,
        type: 'clientInfo',
      },
    ],
    locale: person.locale,
    localTimezone: person.timeZone,
    localTimestamp: localTime(now, person.timeZone),
    channelData: { tenant: { id: person.tenantId } },
  };
}

export function messageActivity(scene: Scene, id: string, text: string): Activity {
  return {
    ...basis(scene),
    type: 'message',
    id,
    text,
    textFormat: 'plain',
    // Teams sends each typed message a second time, as HTML.
    attachments: [{ contentType: 'text/html', content: `<p>${escapeHtml(text)}</p>` }],
  };
}

/** Pressing an Action.Submit: a message without text whose value is the button's data with the card's inputs. */
export function submitActivity(scene: Scene, id: string, replyToId: string, value: unknown): Activity {
  return {
    ...basis(scene),
    type: 'message',
    id,
    replyToId,
    value,
    channelData: { ...sourceMessage(scene), legacy: { replyToId: `1:${replyToId}` } },
  };
}

/** Pressing an Action.Execute. */
export function executeActivity(
  scene: Scene,
  replyToId: string,
  action: { verb?: string | undefined; title?: string | undefined; data: unknown },
): Activity {
  return {
    ...basis(scene),
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: `f:${randomUUID()}`,
    replyToId,
    value: {
      action: {
        type: 'Action.Execute',
        ...(action.title === undefined ? {} : { title: action.title }),
        ...(action.verb === undefined ? {} : { verb: action.verb }),
        data: action.data,
      },
      trigger: 'manual',
    },
    channelData: { ...sourceMessage(scene), legacy: { replyToId: `1:${replyToId}` } },
  };
}

export function installationActivity(scene: Scene, action: 'add' | 'remove'): Activity {
  const { from, ...rest } = basis(scene);
  return {
    ...rest,
    type: 'installationUpdate',
    id: `f:${randomUUID()}`,
    action,
    // Teams leaves the name out of these.
    from: { id: from.id, aadObjectId: from.aadObjectId },
    channelData: sourceMessage(scene),
  };
}

export function membersAddedActivity(scene: Scene): Activity {
  const { from, ...rest } = basis(scene);
  return {
    ...rest,
    type: 'conversationUpdate',
    id: `f:${randomUUID()}`,
    from: { id: from.id, aadObjectId: from.aadObjectId },
    membersAdded: [{ id: `28:${scene.bot.id}` }],
  };
}

function sourceMessage({ person }: Scene) {
  return { tenant: { id: person.tenantId }, source: { name: 'message' } };
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** ISO 8601 in the person's own time, with its offset. */
function localTime(now: Date, timeZone: string): string {
  const name = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find(part => part.type === 'timeZoneName')?.value;
  const [, sign = '+', hours = '00', minutes = '00'] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
  const offsetMinutes = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const shifted = new Date(now.getTime() + offsetMinutes * 60_000).toISOString();
  return `${shifted.slice(0, -1)}${sign}${hours}:${minutes}`;
}
