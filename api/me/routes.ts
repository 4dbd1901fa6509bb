import type { Request, Response } from 'restify';
import { z } from 'zod';
import { answerJson } from '../answer.ts';
import { getAndHead } from '../operations.ts';
import type { Route } from '../route.ts';
import type { Authenticate, SignedIn } from './authenticate.ts';
import { type Me, me } from './contract.ts';

export function meRoutes(authenticate: Authenticate): Route[] {
  const handle = async (req: Request, res: Response): Promise<void> => {
    answerJson(res, 200, describe(await authenticate(req)));
  };
  return getAndHead('/api/me', handle, {
    summary: 'Who is signed in',
    description:
      'The code of a 401 says why nobody is: unauthorized (no token, or a bad one), no-organization (the tenant belongs ' +
      'to none), unknown-person, inactive (deactivated). Its detail says the next step.',
    tags: ['people'],
    security: ['teamsTab'],
    responses: {
      200: { description: 'An active person', content: { 'application/json': { schema: z.toJSONSchema(me) } } },
    },
    problems: [401, 503],
  });
}

function describe({ person, organizationName }: SignedIn): Me {
  const { _id: id, email, displayName, givenName, organization, role, locale, timeZone } = person;
  return { id, email, displayName, givenName, organization, organizationName, role, locale, timeZone };
}
