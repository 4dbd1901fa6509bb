import { z } from 'zod';
import type { Directory } from '../directory.ts';
import type { Answer } from '../http/answer.ts';
import type { Call, Route } from '../http/routes.ts';
import type { Activity, Chat, Person } from '../state.ts';
import { refuse } from './refusal.ts';
import { type Desk, type Request, receive } from './requests.ts';

const activitySchema = z.looseObject({
  type: z.string().min(1),
  text: z.string().optional(),
  summary: z.string().optional(),
  attachments: z.array(z.looseObject({ contentType: z.string(), content: z.unknown() })).optional(),
});

const createSchema = z.looseObject({
  bot: z.looseObject({ id: z.string() }).optional(),
  members: z.array(z.looseObject({ id: z.string() })).optional(),
  tenantId: z.string().optional(),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string() }).optional() }).optional(),
  activity: activitySchema.optional(),
});

const base = '/v3/conversations';

/** The Bot Connector's REST interface, as far as personal chats go. Source: Microsoft page "API reference for the Bot Connector". */
export function connectorRoutes(desk: Desk, directory: Directory, serviceUrl: string): Route[] {
  const { chats } = desk;

  const inChat =
    (kind: 'send' | 'members', work: (request: Request, chat: Chat) => Answer) =>
    (call: Call): Promise<void> =>
      receive(
        desk,
        call,
        kind,
        () => chats.find(call.param('conversation')),
        (request, chat) => (chat ? work(request, chat) : refuse('ConversationNotFound')),
      );

  const members =
    (work: (person: Person, request: Request) => Answer) =>
    (call: Call): Promise<void> =>
      inChat('members', (request, chat) => {
        const person = directory.person(chat.person);
        return person ? work(person, request) : refuse('MemberNotFoundInConversation');
      })(call);

  function send(request: Request, chat: Chat): Answer {
    const activity = readActivity(request.text);
    if (!activity) return refuse('BadArgument', 'The activity cannot be read.');
    if (activity.type === 'typing') return { status: 201, body: { id: chats.newActivityId() } };
    if (activity.type !== 'message') return refuse('BadArgument');
    const entry = chats.write(chat, 'bot', activity);
    request.entry.activityId = entry.id;
    return { status: 201, body: { id: entry.id } };
  }

  function change(request: Request, chat: Chat): Answer {
    const entry = chats.entry(chat, request.param('activity'));
    if (!entry) return refuse('ActivityNotFoundInConversation');
    if (entry.from !== 'bot') return refuse('Forbidden');
    const activity = readActivity(request.text);
    if (activity?.type !== 'message') return refuse('BadArgument');
    chats.replace(entry, activity);
    request.entry.activityId = entry.id;
    return { status: 200, body: { id: entry.id } };
  }

  function remove(request: Request, chat: Chat): Answer {
    const entry = chats.entry(chat, request.param('activity'));
    if (!entry) return refuse('ActivityNotFoundInConversation');
    if (entry.from !== 'bot') return refuse('Forbidden');
    chats.remove(entry);
    request.entry.activityId = entry.id;
    return { status: 200 };
  }

  function findWanted(text: string): Chat | undefined {
    const wanted = readCreate(text);
    const tenantId = wanted?.tenantId ?? wanted?.channelData?.tenant?.id;
    const member = wanted?.members?.[0]?.id;
    if (tenantId === undefined || member === undefined) return undefined;
    const person = directory.findPerson(tenantId, member);
    return person && chats.of(person);
  }

  function create(request: Request, chat: Chat | undefined): Answer {
    const wanted = readCreate(request.text);
    if (!wanted?.members?.[0] || !(wanted.tenantId ?? wanted.channelData?.tenant?.id)) return refuse('BadSyntax');
    if (!chat) return refuse('BotNotInConversationRoster');
    chats.reopen(chat);
    const entry = wanted.activity?.type === 'message' ? chats.write(chat, 'bot', wanted.activity) : undefined;
    if (entry) request.entry.activityId = entry.id;
    return {
      status: 201,
      body: { ...(entry ? { activityId: entry.id } : {}), serviceUrl, id: chat.conversationId },
    };
  }

  return [
    { method: 'POST', path: base, handle: call => receive(desk, call, 'create', findWanted, create) },
    { method: 'POST', path: `${base}/:conversation/activities`, handle: inChat('send', send) },
    { method: 'POST', path: `${base}/:conversation/activities/:activity`, handle: inChat('send', send) },
    { method: 'PUT', path: `${base}/:conversation/activities/:activity`, handle: inChat('send', change) },
    { method: 'DELETE', path: `${base}/:conversation/activities/:activity`, handle: inChat('send', remove) },
    {
      method: 'GET',
      path: `${base}/:conversation/members`,
      handle: members(person => ({ status: 200, body: [describeMember(person)] })),
    },
    {
      method: 'GET',
      path: `${base}/:conversation/pagedmembers`,
      handle: members(person => ({ status: 200, body: { members: [describeMember(person)] } })),
    },
    {
      method: 'GET',
      path: `${base}/:conversation/members/:member`,
      handle: members((person, request) => {
        const asked = directory.findPerson(person.tenantId, request.param('member'));
        if (asked?.id !== person.id) return refuse('MemberNotFoundInConversation');
        return { status: 200, body: describeMember(person) };
      }),
    },
  ];
}

function readActivity(text: string): Activity | undefined {
  const read = activitySchema.safeParse(readJson(text));
  return read.success ? read.data : undefined;
}

function readCreate(text: string): z.infer<typeof createSchema> | undefined {
  const read = createSchema.safeParse(readJson(text));
  return read.success ? read.data : undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describeMember(person: Person) {
  return {
    id: person.teamsId,
    name: person.name,
    givenName: person.givenName,
    surname: person.familyName,
    objectId: person.id,
    aadObjectId: person.id,
    email: person.email,
    userPrincipalName: person.userPrincipalName,
    tenantId: person.tenantId,
    userRole: 'user',
  };
}
