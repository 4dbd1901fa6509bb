import { z } from 'zod';
import type { Directory } from '../directory.ts';
import { type Answer, Refusal, sendAnswer } from '../http/answer.ts';
import type { Call, Route } from '../http/routes.ts';
import { cycleModes, dialects, happenings } from '../page/directory-contract.ts';
import { churn, happen, purgeUser } from './churn.ts';
import type { Directories } from './directories.ts';
import { changeUser, describeUser, hireOne, listGroups, listUsers, renameGroup } from './edit.ts';
import { seeded } from './names.ts';
import { addGroup, load } from './newcomers.ts';
import type { Provisioner } from './provisioner.ts';

type Parts = { directories: Directories; directory: Directory };

/** Wraps what changes something: parses the body and keeps other sites' pages out. */
type Change = <T>(
  method: string,
  path: string,
  schema: z.ZodType<T>,
  work: (input: T, call: Call) => Promise<Answer> | Answer,
) => Route;

const words = z.string().trim().max(200);
const name = words.min(1);
const count = z.number().int().min(1).max(20_000);
const userChanges = {
  givenName: name.optional(),
  surname: words.optional(),
  department: words.optional(),
  jobTitle: words.optional(),
  enabled: z.boolean().optional(),
  assigned: z.boolean().optional(),
  softDeleted: z.boolean().optional(),
  groups: z.array(z.string()).optional(),
};
const schemas = {
  connection: z.object({
    url: z.url({ protocol: /^https?$/, error: 'The tenant URL must begin with http:// or https://.' }).optional(),
    token: z.string().trim().max(2000).optional(),
    dialect: z.enum(dialects).optional(),
  }),
  cycle: z.object({ mode: z.enum(cycleModes).default('changes') }),
  happening: z.object({ what: z.enum(happenings), count }),
  churn: z.object({ count }),
  load: z.object({ people: z.number().int().min(0).max(20_000), groups: z.number().int().min(0).max(1000) }),
  hire: z.object({ givenName: name, surname: words, mail: z.email(), department: words.optional() }),
  user: z.object(userChanges),
  group: z.object({ displayName: name }),
  nothing: z.object({}),
};

/** The Directory panel's interface, under `/directories/:tenantId`, as `page/directory-contract.ts` has it. */
export function directoryRoutes({ directories, directory }: Parts, change: Change): Route[] {
  const at = (path: string): string => `/directories/:tenantId${path}`;
  const tenantOf = ({ param }: Call): string => param('tenantId');
  const ok = (body: unknown): Answer => ({ status: 200, body });
  const read = (path: string, work: (provisioner: Provisioner, call: Call) => unknown): Route => ({
    method: 'GET',
    path: at(path),
    handle: call => sendAnswer(call.res, ok(work(directories.of(tenantOf(call)), call))),
  });
  /** Answers the new state after a change of people or groups. */
  const edit = <T>(path: string, schema: z.ZodType<T>, work: (one: Provisioner, input: T, call: Call) => unknown) =>
    change('POST', at(path), schema, (input, call) => {
      const done = work(directories.of(tenantOf(call)), input, call) ?? {};
      directories.changed(tenantOf(call));
      return ok(done);
    });

  /** Teams and Graph show the person by the new name as well. */
  function tellTeams(tenantId: string, { record }: Provisioner, id: string): void {
    const user = record.staff.users.get(id);
    if (!user) return;
    const { givenName, surname: familyName, displayName, mail: email, userPrincipalName } = user;
    const known = directory.person(id);
    const kept = known ? { role: known.role, locale: known.locale, timeZone: known.timeZone } : {};
    directory.addPeople(tenantId, [
      { id, name: displayName, givenName, familyName, email, userPrincipalName, ...kept },
    ]);
  }

  return [
    change('POST', at('/connection'), schemas.connection, (input, call) => {
      const { url, token, dialect } = input;
      directories.of(tenantOf(call)).connect({
        ...(url === undefined ? {} : { url }),
        ...(token === undefined ? {} : { token }),
        ...(dialect === undefined ? {} : { dialect }),
      });
      return ok(directories.state(tenantOf(call)));
    }),
    change('POST', at('/tests'), schemas.nothing, async (_, call) =>
      ok(await connected(directories.of(tenantOf(call))).test()),
    ),
    change('POST', at('/cycles'), schemas.cycle, ({ mode }, call) => {
      const provisioner = connected(directories.of(tenantOf(call)));
      if (provisioner.running()) throw new Refusal(409, 'A cycle is running already.');
      provisioner.cycle(mode).catch(error => console.error('sandbox: the cycle failed:', error));
      return { status: 202, body: directories.state(tenantOf(call)) };
    }),
    change('POST', at('/cycles/stop'), schemas.nothing, (_, call) => {
      directories.of(tenantOf(call)).stop();
      return ok({});
    }),
    read('/users', ({ record }, { url }) => {
      const [q, show, group] = ['q', 'show', 'group'].map(key => url.searchParams.get(key) || undefined);
      const skip = Number(url.searchParams.get('skip') ?? 0) || 0;
      return listUsers(record, { ...(q ? { q } : {}), ...(show ? { show } : {}), ...(group ? { group } : {}), skip });
    }),
    read('/users/:user', ({ record }, { param }) =>
      describeUser(record, found(record.staff.users.get(param('user')), 'person')),
    ),
    edit('/users', schemas.hire, (provisioner, input, call) => {
      const user = hireOne(provisioner.record.staff, input);
      tellTeams(tenantOf(call), provisioner, user.id);
      return describeUser(provisioner.record, user);
    }),
    edit('/users/:user', schemas.user, (provisioner, input, call) => {
      const user = found(provisioner.record.staff.users.get(call.param('user')), 'person');
      changeUser(provisioner.record.staff, user, input);
      if (directory.person(user.id)) tellTeams(tenantOf(call), provisioner, user.id);
      return describeUser(provisioner.record, user);
    }),
    edit('/users/:user/purge', schemas.nothing, (provisioner, _, call) =>
      purgeUser(provisioner.record.staff, call.param('user')),
    ),
    change('POST', at('/users/:user/provision'), schemas.nothing, async (_, call) =>
      ok(await connected(directories.of(tenantOf(call))).onDemand(call.param('user'))),
    ),
    read('/groups', ({ record }) => listGroups(record)),
    edit('/groups', schemas.group, ({ record }, { displayName }) => ({ id: addGroup(record.staff, displayName).id })),
    edit('/groups/:group', schemas.group, ({ record }, { displayName }, call) => {
      renameGroup(record.staff, call.param('group'), displayName);
    }),
    edit('/groups/:group/delete', schemas.nothing, ({ record }, _, call) => {
      record.staff.groups.delete(call.param('group'));
    }),
    edit('/happenings', schemas.happening, ({ record }, input) => ({
      done: happen(record.staff, input.what, input.count, chance()),
    })),
    edit('/churn', schemas.churn, ({ record }, input) => churn(record.staff, input.count, chance())),
    edit('/load', schemas.load, ({ record }, size) => load(record.staff, size, chance())),
    read('/log', ({ log }, { url }) => {
      const [q, status, action] = ['q', 'status', 'action'].map(key => url.searchParams.get(key) || undefined);
      const skip = Number(url.searchParams.get('skip') ?? 0) || 0;
      return log.list({ ...(q ? { q } : {}), ...(status ? { status } : {}), ...(action ? { action } : {}), skip });
    }),
    read('/log/:entry', ({ log }, { param }) => found(log.find(Number(param('entry'))), 'entry of the log')),
  ];
}

const chance = () => seeded(Date.now());

function connected(provisioner: Provisioner): Provisioner {
  if (provisioner.record.connection.token === '') throw new Refusal(409, 'Paste a secret token first.');
  return provisioner;
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Refusal(404, `The directory has no such ${what}.`);
  return value;
}
