import type { IncomingMessage, ServerResponse } from 'node:http';

export type Call = {
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  /** A named part of the path, decoded; empty where the route has none of that name. */
  param: (name: string) => string;
};

export type Route = { method: string; path: string; handle: (call: Call) => Promise<void> | void };

type Compiled = Route & { pattern: RegExp };

export type Found =
  | { kind: 'route'; route: Route; param: (name: string) => string }
  | { kind: 'method'; allow: string[] };

/** Finds the route of a request; `:name` in a path stands for one segment. */
export function createRoutes(routes: Route[]): (method: string, path: string) => Found | undefined {
  const compiled: Compiled[] = routes.map(route => ({
    ...route,
    pattern: new RegExp(`^${route.path.replace(/[.]/g, '\\.').replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
  }));
  return function find(method, path) {
    const allow: string[] = [];
    for (const route of compiled) {
      const groups = route.pattern.exec(path);
      if (!groups) continue;
      if (route.method === method) return { kind: 'route', route, param: name => decode(groups.groups?.[name] ?? '') };
      allow.push(route.method);
    }
    return allow.length > 0 ? { kind: 'method', allow } : undefined;
  };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
