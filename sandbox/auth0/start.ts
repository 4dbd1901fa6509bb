import { listen } from '../http/listen.ts';
import { createDoor } from './door.ts';
import { createExports, exportRoutes } from './exports.ts';
import { tokenRoute } from './token.ts';
import { type Auth0User, userRoutes } from './users.ts';

export type Auth0Options = {
  /** Of the tenant whose Management API this is; tokens are for `https://DOMAIN/api/v2/`. */
  domain: string;
  clientId: string;
  clientSecret: string;
  /** What the application may do; `read:users` where not given. */
  scopes?: string[];
};

export type Auth0Stand = {
  url: string;
  /** Changed at will; in the order in which they were made. */
  users: Auth0User[];
  /** Every request so far, as `GET /api/v2/users?…`. */
  heard: string[];
  /** Requests to the Management API that are answered until the given time, a second of the epoch; then 429. */
  limit: (allowed: number, resetAt: number) => void;
  /** Called before each request is answered: to change users amid a listing, or to break the connection by throwing. */
  before: (hook: (line: string) => void) => void;
  /** Tokens given so far end. */
  endTokens: () => void;
  /** Cuts the next export short. */
  tearExport: () => void;
  stop: () => Promise<void>;
};

/** Stands in for one Auth0 tenant's token endpoint and the part of its Management API that lists users. */
export async function startAuth0(options: Auth0Options): Promise<Auth0Stand> {
  const listener = await listen(0);
  const url = `http://127.0.0.1:${listener.port}`;
  const users: Auth0User[] = [];
  const exports = createExports(users, url);
  const token = tokenRoute(options);
  const door = createDoor({ token, routes: [...userRoutes(users), ...exportRoutes(exports)], files: exports.file });
  listener.serve(door.handle);
  return {
    url,
    users,
    heard: door.heard,
    limit: door.limit,
    before: door.before,
    endTokens: token.endAll,
    tearExport: exports.tear,
    stop: listener.stop,
  };
}
