import { randomUUID } from 'node:crypto';
import type { SendMail } from '#core/clients/mail.ts';
import { acceptEvents } from '#core/notifications/accept.ts';
import type { Outcome, Parcel } from '#core/notifications/contract.ts';
import { startDispatch } from '#core/notifications/dispatch.ts';
import { Outbox } from '#core/notifications/outbox.ts';
import { type Limits, limitsSchema } from '#env/limits.ts';
import { type anEvent, connectTestDatabase, install, makeCompany, silent, until } from './company.ts';

const quick: Partial<Limits> = {
  OUTBOX_POLL_MS: 100,
  OUTBOX_BACKOFF_MS: 50,
  CONVERSATION_PER_SECOND: 1000,
  CONVERSATION_BURST: 1000,
};

export type OutboxRig = Awaited<ReturnType<typeof openOutbox>>;

/** The outbox of a company of two recruiters, ada and bo, before channels that keep what they are handed. */
export async function openOutbox() {
  await connectTestDatabase();
  const company = await makeCompany('ada:admin', 'bo:boss', 'kim:member');
  await install(company, 'ada');
  await install(company, 'bo');
  const sent = (): Outcome => ({ kind: 'sent', activityId: randomUUID() });
  const rows = () =>
    Outbox.find({ organization: company.ctx.organization, recipient: { $exists: true } })
      .sort({ _id: 1 })
      .lean();
  const rig = {
    company,
    parcels: [] as Parcel[],
    mails: [] as Parameters<SendMail>[0][],
    /** What the channel says to a card. */
    answer: sent as (parcel: Parcel) => Outcome | Promise<Outcome>,
    stop: undefined as (() => Promise<void>) | undefined,
    sent,
    rows,
    now: () => ({ ...company.ctx, now: new Date() }),
    person: (name: string) => company.people.get(name)?._id ?? '',
    accept: (...events: ReturnType<typeof anEvent>[]) => acceptEvents({ ...company.ctx, now: new Date() }, events),
    settled: () => until(rows, all => all.length > 0 && all.every(row => !['queued', 'claimed'].includes(row.state))),
    dispatch(limits: Partial<Limits> = {}): void {
      rig.stop = startDispatch({
        channels: {
          deliver: async parcel => {
            if (parcel.organization === company.ctx.organization) rig.parcels.push(parcel);
            return rig.answer(parcel);
          },
          sendMail: async mail => {
            rig.mails.push(mail);
            return sent();
          },
          product: { name: 'Wintro', teamsLink: 'https://teams.example' },
        },
        limits: limitsSchema.parse({ ...quick, ...limits }),
        log: silent,
        observe: () => {},
      }).stop;
    },
    async close() {
      await rig.stop?.();
      await Outbox.deleteMany({ organization: company.ctx.organization });
    },
  };
  return rig;
}
