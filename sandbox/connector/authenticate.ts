import type { Tokens } from '../entra/tokens.ts';

export type Authenticate = (authorization: string | undefined) => Promise<boolean>;

const audience = 'https://api.botframework.com';
const remembered = 200;

/**
 * Whether a request carries the bot's own token, from its home tenant: so a bot of type SingleTenant is served.
 * A token once found good is remembered until it ends, since checking its signature is most of a request's cost.
 */
export function createAuthenticate(tokens: Tokens, bot: { id: string; tenantId: string }): Authenticate {
  const good = new Map<string, number>();

  async function check(token: string): Promise<boolean> {
    const claims = await tokens.verify(token, audience).catch(() => undefined);
    if (!claims || claims.exp === undefined) return false;
    const issuer = `https://sts.windows.net/${bot.tenantId}/`;
    if (claims.iss !== issuer || claims.appid !== bot.id || claims.tid !== bot.tenantId) return false;
    if (good.size >= remembered) good.clear();
    good.set(token, claims.exp * 1000);
    return true;
  }

  return async function authenticate(authorization) {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return false;
    const until = good.get(token);
    return until !== undefined && until > Date.now() ? true : check(token);
  };
}
