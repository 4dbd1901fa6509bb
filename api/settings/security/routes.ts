import type { Request } from 'restify';
import type { Config } from '#env/config.ts';
import { type Authenticate, requireAdmin, requireRecruiter, type SignedIn } from '../../me/authenticate.ts';
import type { Route } from '../../route.ts';
import { directoryRoutes } from './directory-routes.ts';
import { groupRoutes } from './group-routes.ts';
import { guardRoutes } from './guard-routes.ts';
import { logRoutes } from './log-routes.ts';
import { mergeRoutes } from './merge-routes.ts';
import type { Parts } from './parts.ts';

/** Settings → Security: how directories provision the company, what groups give, and what provisioning did. */
export function securityRoutes({ config, authenticate }: { config: Config; authenticate: Authenticate }): Route[] {
  const checked = (check: (signedIn: SignedIn) => void) => async (req: Request) => {
    const signedIn = await authenticate(req);
    check(signedIn);
    return signedIn;
  };
  const parts: Parts = { config, looker: checked(requireRecruiter), admin: checked(requireAdmin) };
  return [directoryRoutes, groupRoutes, guardRoutes, logRoutes, mergeRoutes].flatMap(routes => routes(parts));
}
