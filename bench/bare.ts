import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { createAdapter } from '#bot/adapter.ts';
import { cardActivity } from '#bot/card-activity.ts';
import { notificationCard } from '#bot/cards/notification.ts';
import { readConfig } from '#env/config.ts';
import { newEvent } from './events.ts';

const jobSchema = z.object({
  serviceUrl: z.string(),
  concurrency: z.number(),
  cards: z.number(),
  recruiters: z.array(
    z.object({
      email: z.string(),
      entraTenantId: z.string(),
      entraObjectId: z.string(),
      displayName: z.string(),
      userId: z.string(),
      conversationId: z.string(),
    }),
  ),
});
type Target = z.infer<typeof jobSchema>['recruiters'][number];

/** What we are compared with: the same adapter, HTTP client and card in a loop, with no database and no outbox. */
async function main(): Promise<void> {
  const { adapter, botId } = createAdapter(readConfig());
  const job = jobSchema.parse(JSON.parse(await text(process.stdin)));
  const [first] = job.recruiters;
  if (!first) throw new Error('There is nobody to send to.');
  const { summary, card } = renderOnce(first);
  const reference = (target: Target) => ({
    channelId: 'msteams',
    serviceUrl: job.serviceUrl,
    bot: { id: `28:${botId}`, name: '' },
    user: { id: target.userId, name: target.displayName, aadObjectId: target.entraObjectId },
    conversation: {
      id: target.conversationId,
      name: '',
      isGroup: false,
      conversationType: 'personal',
      tenantId: target.entraTenantId,
    },
  });
  const send = (target: Target) =>
    adapter.continueConversationAsync(botId, reference(target), async context => {
      context.activity.id = undefined;
      await context.sendActivity(cardActivity({ summary, card }, target.entraTenantId));
    });
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < job.cards) {
      const target = job.recruiters[next % job.recruiters.length] ?? first;
      next += 1;
      await send(target);
    }
  };
  await Promise.all(Array.from({ length: job.concurrency }, sender));
  // The bench asks what was used before it ends this process.
  setInterval(() => {}, 60_000);
}

function renderOnce({ email, userId }: Target) {
  const { type: _type, time, data } = newEvent({ email });
  const viewer = { id: 'per_bench', email, userId, locale: 'en-US', timeZone: 'Europe/Berlin', now: new Date() };
  const notification = `${crypto.randomUUID()}:${crypto.randomUUID()}:per_bench`;
  return notificationCard([{ notification, type: 'candidate.matched', time: new Date(time), data }], viewer);
}

await main();
