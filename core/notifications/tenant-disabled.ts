import { People } from '#core/people/model.ts';
import { Outbox } from './outbox.ts';
import { wake } from './wake.ts';

/** Tells the organization's admins by mail, once a day at most, that the app is switched off in their Teams. */
export async function tellTenantDisabled(organization: string, now: Date): Promise<void> {
  const admins = await People.find({ organization, active: true, role: 'admin' }, { _id: 1 }).lean();
  const lane = `mail:${organization}`;
  const day = now.toISOString().slice(0, 10);
  for (const { _id } of admins) {
    const row = {
      organization,
      lane,
      channel: 'mail',
      kind: 'notice',
      recipient: _id,
      notice: {
        subject: 'The app is switched off in your Microsoft Teams',
        text: [
          'Teams answered that an administrator of your company has switched the app off.',
          'Until it is allowed again, recruiters get their notifications by e-mail.',
          'What to do: in the Teams admin center, under Teams apps, Manage apps, choose the app and allow it.',
        ].join('\n\n'),
      },
      state: 'queued',
      notBefore: now,
      attempts: [],
      createdAt: now,
    } as const;
    await Outbox.updateOne(
      { _id: `${organization}:tenant-disabled-${day}:${_id}:mail` },
      { $setOnInsert: { ...row, attempts: [] } },
      { upsert: true },
    );
  }
  wake([lane]);
}
