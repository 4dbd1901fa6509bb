import { Outbox } from '#core/notifications/outbox.ts';
import { Organizations } from '#core/organizations/model.ts';
import { drainGuard } from '#core/provisioning/guard.ts';
import { changeUser, createUser } from '#core/provisioning/users.ts';
import { makeDirectory } from './scim-directory.ts';

const minute = 60_000;

/** A company of an admin, a boss and so many more, and what its directory does to them. */
export async function crowd(size: number) {
  const company = await makeDirectory('entra', 'ada:admin', 'bo:boss');
  const start = Date.now();
  const at = (minutes: number) => new Date(start + minutes * minute);
  const ids: string[] = [];
  for (let number = 0; number < size; number += 1)
    ids.push((await createUser(company.directory({ now: at(-600) }), company.person(`p${number}`))).user.id);
  const set = (id: string, active: boolean, minutes: number) =>
    changeUser(company.directory({ now: at(minutes) }), { id, change: before => ({ ...before, active }) });
  return {
    ...company,
    at,
    ids,
    set,
    async disable(from: number, to: number, minutes = 0) {
      for (const id of ids.slice(from, to)) await set(id, false, minutes);
      await drainGuard();
    },
    notices: () =>
      Outbox.find({ organization: company.ctx.organization, recipient: { $exists: true }, kind: 'notice' }).lean(),
    now: (minutes: number) => ({ ...company.ctx, now: at(minutes) }),
    stored: async () => (await Organizations.findById(company.ctx.organization).lean())?.guard?.bursts ?? [],
  };
}
