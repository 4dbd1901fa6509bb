import type { Request } from 'restify';
import type { Context } from '#core/context.ts';
import { DomainError } from '#core/errors.ts';
import type { Person } from '#core/people/model.ts';
import { admit } from '#core/sso/admit.ts';
import { createEntraKeys } from '#core/sso/entra-keys.ts';
import { createTeamsTokens, type VerifyTeamsToken } from '#core/sso/teams-token.ts';
import type { Config } from '#env/config.ts';
import { bearerToken } from '../bearer.ts';
import { requestState } from '../request.ts';
import { refusalWords } from './refusal-words.ts';

/** `until` is when what the person signed in with ends. */
export type SignedIn = { ctx: Context; person: Person; organizationName: string; until: Date };

/** Who asks. @throws DomainError with a code of the contract, or `unavailable`. */
export type Authenticate = (req: Request) => Promise<SignedIn>;

/** Tokens of people with many groups are the longest; Node takes 16 KiB of headers altogether. */
const maxTokenCharacters = 12_000;

/** Signs people in by the token that a tab in Teams gets: bearer alone, so no other site can use it. */
export function createAuthenticate(config: Config): Authenticate {
  const verify = createVerify(config);
  const words = refusalWords(config);
  return async req => {
    const now = new Date();
    const state = requestState(req);
    const token = bearerToken(req, maxTokenCharacters);
    if (token === undefined) throw new DomainError('unauthorized', words.unauthorized);
    const { expiresAt, ...identity } = await verify(token, now).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'unauthorized' && error.cause instanceof Error)
        state.log.info({ reason: error.cause.message }, 'a token of a tab was refused');
      throw error;
    });
    const admission = await admit(identity);
    if (admission.kind === 'no-organization') throw new DomainError('no-organization', words.noOrganization);
    const { organizationName } = admission;
    if (admission.kind === 'unknown-person')
      throw new DomainError('unknown-person', words.unknownPerson(organizationName));
    if (admission.kind === 'inactive') throw new DomainError('inactive', words.inactive(organizationName));
    const { person } = admission;
    state.organization = person.organization;
    const actor = { kind: 'person', id: person._id, name: person.displayName } as const;
    return {
      ctx: { organization: person.organization, actor, now, log: state.log },
      person,
      organizationName,
      until: expiresAt,
    };
  };
}

function createVerify(config: Config): VerifyTeamsToken {
  const { AAD_APP_CLIENT_ID, ENTRA_URL, TAB_CLIENT_IDS, limits } = config;
  if (AAD_APP_CLIENT_ID === undefined)
    return async () => {
      throw new DomainError('unavailable', 'Sign-in from Teams is not set up here: AAD_APP_CLIENT_ID is missing.');
    };
  const keys = createEntraKeys({
    entraUrl: ENTRA_URL,
    deadlineMs: limits.ENTRA_DEADLINE_MS,
    againAfterMs: limits.ENTRA_KEYS_AGAIN_MS,
  });
  return createTeamsTokens({ clientId: AAD_APP_CLIENT_ID, clients: TAB_CLIENT_IDS, keys });
}

/** @throws DomainError `forbidden` for employees who are no recruiters. */
export function requireRecruiter({ person }: SignedIn): void {
  if (person.role === 'member')
    throw new DomainError('forbidden', 'This is for recruiters: ask an admin of your company for the role.');
}

/** @throws DomainError `forbidden` for everybody but admins. */
export function requireAdmin(signedIn: SignedIn): void {
  requireRecruiter(signedIn);
  if (signedIn.person.role !== 'admin')
    throw new DomainError('forbidden', 'Admins alone change this: ask an admin of your company.');
}
