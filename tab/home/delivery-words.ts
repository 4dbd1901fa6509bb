import type { HomeEvent } from '#api/home/contract.ts';
import type { Say } from '../words.ts';

type Delivery = HomeEvent['delivery'];

export type DeliveryLine = { state: Delivery['state']; text: string; why?: string };

/** What became of a notification, and of what went in its place. */
export function deliveryLines(delivery: Delivery, say: Say, moment: (at: Date) => string): DeliveryLine[] {
  const { state, channel, until, why, instead } = delivery;
  const text =
    state === 'waiting' && until
      ? say('delivery.until', { channel, time: moment(new Date(until)) })
      : say(`delivery.${state}`, { channel });
  const first = { state, text, ...(why && state !== 'sent' ? { why } : {}) };
  if (!instead) return [first];
  return [first, { state: instead.state, text: say(`instead.${instead.state}`, { channel: instead.channel }) }];
}
