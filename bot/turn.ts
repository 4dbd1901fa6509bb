import type { TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { TeamsAddress } from '#core/people/model.ts';
import { isLocale, isTimeZone, type Place } from './clock.ts';

/** What an activity says of where it comes from. */
export type Turn = {
  context: TurnContext;
  personal: boolean;
  entraTenantId: string | undefined;
  entraObjectId: string | undefined;
  address: TeamsAddress;
  locale: string | undefined;
  timeZone: string | undefined;
  now: Date;
  log: Logger;
};

const channelDataSchema = z.looseObject({ tenant: z.looseObject({ id: z.string().optional() }).optional() });
const clientInfoSchema = z.looseObject({ type: z.literal('clientInfo'), timezone: z.string().optional() });

/** Parsed once, where the turn begins. */
export function readTurn(context: TurnContext, now: Date, log: Logger): Turn {
  const { activity } = context;
  const tenant = channelDataSchema.safeParse(activity.channelData).data?.tenant?.id;
  const clientInfo = activity.entities?.map(entity => clientInfoSchema.safeParse(entity).data).find(info => info);
  const timeZone = activity.localTimezone ?? clientInfo?.timezone;
  const type = activity.conversation.conversationType;
  return {
    context,
    personal: type === 'personal' || (type === undefined && activity.conversation.isGroup !== true),
    entraTenantId: tenant ?? activity.conversation.tenantId,
    entraObjectId: activity.from?.aadObjectId,
    address: {
      serviceUrl: activity.serviceUrl,
      conversationId: activity.conversation.id,
      userId: activity.from?.id,
      botId: activity.recipient.id,
    },
    locale: activity.locale && isLocale(activity.locale) ? activity.locale : undefined,
    timeZone: timeZone && isTimeZone(timeZone) ? timeZone : undefined,
    now,
    log,
  };
}

/** Where a person reads the clock: as the turn says, else as is known. */
export function placeOf(turn: Turn, person: Partial<Place>): Place {
  return {
    locale: turn.locale ?? person.locale ?? 'en-US',
    timeZone: turn.timeZone ?? person.timeZone ?? 'UTC',
  };
}
