import { isDeepStrictEqual } from 'node:util';
import type { Auth0User } from '#core/clients/auth0-users.ts';
import { type Resource, workEmail } from '../resource.ts';
import { addressVouchedFor, overlay, resourceFrom } from './resource.ts';

/** A person whom this connection has provisioned before. */
export type Known = {
  id: string;
  name: string;
  /** What the directory said last; an admin's or the operator's word since then is not in it. */
  said: Resource;
  /** An admin has brought the person back against the directory. */
  overridden: boolean;
};

export type Skipped = { id: string; name: string; why: string };

export type Plan = {
  leavers: Known[];
  changes: { known: Known; said: Resource }[];
  newcomers: Resource[];
  same: number;
  skipped: Skipped[];
};

type Circumstances = {
  /** Addresses that merges have made other names of somebody. */
  merged: ReadonlySet<string>;
  /** The connection of Auth0's that the operator has named. */
  connection?: string | undefined;
};

const why = {
  noAddress: 'has no e-mail address',
  unverified: 'has an e-mail address that nobody has verified',
  double: 'has the e-mail address of another user in Auth0',
  merged: 'was merged into another account here',
};

/**
 * What a whole pull asks for. It compares with what the directory said last, not with what is here: who was disabled or
 * brought back by hand stays so until Auth0 itself says something new. That somebody is still not in the list is no news.
 */
export function planPull(users: Auth0User[], people: Known[], at: Circumstances): Plan {
  const { merged, connection } = at;
  const plan: Plan = { leavers: [], changes: [], newcomers: [], same: 0, skipped: [] };
  const byId = new Map(people.map(known => [known.said.externalId, known]));
  const byAddress = new Map(people.flatMap(known => addresses(known.said).map(address => [address, known] as const)));
  const present = new Set(users.map(({ user_id }) => user_id));
  const met = new Set<Known>();
  const taken = new Set<string>();
  const skip = (user: Auth0User, reason: string) =>
    void plan.skipped.push({ id: user.user_id, name: user.email ?? user.name ?? user.user_id, why: reason });

  for (const user of inOrder(users, byId)) {
    const said = resourceFrom(user);
    const address = said?.userName.toLowerCase();
    const known = byId.get(user.user_id) ?? sameAddress(address);
    if (known && !met.has(known)) {
      met.add(known);
      if (address) taken.add(address);
      const word = wordOn(user, said && addressVouchedFor(user, connection) ? said : known.said, known);
      // Whoever is there again, and may sign in, needs no word of an admin's any more.
      const agreed = known.overridden && user.blocked !== true;
      if (!agreed && isDeepStrictEqual(overlay(known.said, word), known.said)) plan.same++;
      else plan.changes.push({ known, said: word });
    } else if (!said || !address) skip(user, why.noAddress);
    else if (known || taken.has(address) || byAddress.has(address)) skip(user, why.double);
    else if (merged.has(address)) skip(user, why.merged);
    else if (!addressVouchedFor(user, connection)) skip(user, why.unverified);
    else {
      taken.add(address);
      plan.newcomers.push(said);
    }
  }
  plan.leavers = people.filter(known => !met.has(known) && !known.overridden);
  return plan;

  /** Somebody who was deleted in Auth0 and made anew has another id there, and is the same person here. */
  function sameAddress(address: string | undefined): Known | undefined {
    const known = address === undefined ? undefined : byAddress.get(address);
    return known && !present.has(known.said.externalId ?? '') ? known : undefined;
  }
}

/** Being blocked is no news of somebody whom an admin has brought back against just that. */
function wordOn(user: Auth0User, said: Resource, known: Known): Resource {
  const active = known.overridden && user.blocked === true ? known.said.active : user.blocked !== true;
  return { ...said, active };
}

/** Those known by their id first, then those who may sign in, so that of two with one address the better is taken. */
function inOrder(users: Auth0User[], byId: ReadonlyMap<string | undefined, Known>): Auth0User[] {
  const rank = (user: Auth0User) => (byId.has(user.user_id) ? 0 : user.blocked === true ? 2 : 1);
  return users.toSorted((one, other) => rank(one) - rank(other));
}

function addresses(resource: Resource): string[] {
  return [resource.userName, workEmail(resource) ?? resource.userName].map(each => each.toLowerCase());
}
