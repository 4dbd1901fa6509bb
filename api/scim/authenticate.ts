import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Request, Response } from 'restify';
import { DomainError } from '#core/errors.ts';
import { providerNames } from '#core/provisioning/connections.ts';
import { noteRefused } from '#core/provisioning/refused.ts';
import { noteSeen } from '#core/provisioning/seen.ts';
import { checkKeptToken, type TokenCheck } from '#core/provisioning/token-check.ts';
import type { Config } from '#env/config.ts';
import { requestState } from '../request.ts';
import { scimAddress } from './address.ts';
import { quote, ScimError } from './errors.ts';
import { readParameters } from './list.ts';
import { beginScim, type Scim } from './scim.ts';

type Refusal = Extract<TokenCheck, { kind: 'refused' }>;
type Valid = Extract<TokenCheck, { kind: 'valid' }>;

/** One answer for a missing, unknown, expired and revoked token; which it was is for the provisioning log. */
const words =
  'A valid SCIM token is needed, as Authorization: Bearer. Paste the whole token from Settings, Security, ' +
  'SCIM Configuration into the directory; if it is lost or has expired, generate a new one there.';

const whereToPoint =
  'The tenant URL in the directory must be the one that Settings, Security, SCIM Configuration shows, to the letter.';

/**
 * Stands before the routes, so that nothing under SCIM's prefixes is answered without a valid token, and brings
 * addresses into the one form that is routed.
 */
export function createGate(
  { limits, PUBLIC_URL }: Config,
  log: Logger,
): (req: Request, res: Response) => Promise<void> {
  return async (req, res) => {
    const { pathname, search } = req.getUrl();
    const address = scimAddress(pathname ?? '');
    if (!address) return;
    const { prefix, path, known } = address;
    req.url = `/api/scim/v2${path}${search ?? ''}`;
    const now = new Date();
    const state = requestState(req);
    const request = { id: state.id, line: `${req.method} ${path || '/'}` };
    const check = await checkKeptToken(presentedToken(req), now, limits.SCIM_TOKEN_KEPT_MS);
    if (check.kind === 'refused') {
      const { connection, why, token }: Refusal = check;
      if (connection)
        noteRefused({ connection, why, ...(token ? { token } : {}), request, now, log: state.log, limits });
      throw new DomainError('unauthorized', words);
    }
    const { connection, token }: Valid = check;
    const { organization, provider, required, _id } = connection;
    state.organization = organization;
    const scim: Scim = {
      ctx: {
        organization,
        actor: { kind: 'directory', id: _id, name: providerNames[provider] },
        now,
        get log() {
          return state.log;
        },
        connection: { _id, provider, required },
        request,
      },
      base: `${PUBLIC_URL}${prefix}`,
      parameters: readParameters(search ?? ''),
      scanMs: limits.SCIM_SCAN_MS,
      ...conditions(req),
      facts: {},
    };
    beginScim(req, scim);
    res.once('close', () => noteSeen({ connection, token: token.id, facts: scim.facts, now, log, limits }));
    if (!known) throw new ScimError(404, undefined, `There is nothing at ${quote(path)}. ${whereToPoint}`);
  };
}

/** Whatever stands after Bearer, in any letter case: our tokens hold a colon, which RFC 6750 §2.1 does not have. */
function presentedToken(req: IncomingMessage): string {
  return /^bearer +(\S+) *$/i.exec(req.headers.authorization ?? '')?.[1] ?? '';
}

function conditions({ headers }: IncomingMessage): Pick<Scim, 'ifMatch' | 'ifNoneMatch'> {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  return { ...(ifMatch === undefined ? {} : { ifMatch }), ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }) };
}
