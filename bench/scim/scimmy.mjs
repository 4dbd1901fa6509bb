import { parseArgs } from 'node:util';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import { bigGroup, bigGroupSize, body, emptyGroup, outsiders, personId } from './subjects.ts';

// What we are measured beside: scimmy-routers over maps in memory, with an index of user names. JavaScript, since
// neither express's types nor scimmy's fit a store of plain objects.

const { values } = parseArgs({ options: { users: { type: 'string' }, groups: { type: 'string' } } });
const users = new Map();
const byName = new Map();
const groups = new Map();
let made = 0;

for (let number = 0; number < Number(values.users) + outsiders; number += 1)
  keepUser({ id: personId(number), ...body(number) });
for (let number = 0; number < Number(values.groups); number += 1)
  groups.set(emptyGroup(number), { id: emptyGroup(number), displayName: `Empty ${number}`, members: [] });
const members = Array.from({ length: bigGroupSize }, (_, number) => ({ value: personId(number) }));
groups.set(bigGroup, { id: bigGroup, displayName: 'Big', members });

function keepUser(user) {
  users.set(user.id, user);
  byName.set(user.userName.toLowerCase(), user);
  return user;
}

function find(store, { id, filter }, query) {
  if (id !== undefined) {
    const found = store.get(id);
    if (!found) throw new SCIMMY.Types.Error(404, '', `Resource ${id} not found`);
    return found;
  }
  const name = userNameOf(filter);
  if (name !== undefined) return [byName.get(name.toLowerCase())].filter(Boolean);
  // scimmy-routers passes on no paging that comes as text, as all of it does: the page is cut here.
  const first = Number(query.startIndex ?? 1) - 1;
  return [...store.values()].slice(first, first + Number(query.count ?? store.size));
}

/** The value of a filter that is `userName eq "…"` and nothing else. */
function userNameOf(filter) {
  const comparison = filter?.[0]?.userName;
  return Array.isArray(comparison) && comparison[0] === 'eq' ? comparison[1] : undefined;
}

SCIMMY.Resources.declare(SCIMMY.Resources.User)
  .ingress(async ({ id }, data) => {
    if (id === undefined) made += 1;
    return keepUser({ ...users.get(id), ...data, id: id ?? `made-${made}` });
  })
  .egress(async (resource, query) => find(users, resource, query));
SCIMMY.Resources.declare(SCIMMY.Resources.Group)
  .ingress(async ({ id }, data) => {
    groups.set(id, { ...groups.get(id), ...data, id });
    return groups.get(id);
  })
  .egress(async (resource, query) => find(groups, resource, query));

const app = express();
app.use('/scim', new SCIMMYRouters({ type: 'bearer', handler: () => 'bench', context: request => request.query }));
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`ready http://127.0.0.1:${server.address().port}/scim`);
});
// Its turns with a big group take longer than that: a connection would end just as it is used again.
server.keepAliveTimeout = 600_000;
