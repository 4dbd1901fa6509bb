/** A JSON object of the other side; what it holds is looked at, never trusted. */
export type Json = Record<string, unknown>;

export const core = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const groupCore = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a resource has at a path as Entra writes one: `a`, `a.b`, `a[type eq "t"].b`, or `urn:…:User:a`. */
export function valueAt(resource: Json, path: string): unknown {
  if (path.startsWith(`${enterprise}:`)) {
    const extension = resource[enterprise];
    return isJson(extension) ? valueAt(extension, path.slice(enterprise.length + 1)) : undefined;
  }
  const element = /^(\w+)\[type eq "(\w+)"\]\.(\w+)$/.exec(path);
  if (element) {
    const [, name = '', type, part = ''] = element;
    const list = resource[name];
    const found: unknown = Array.isArray(list) ? list.find(one => isJson(one) && one.type === type) : undefined;
    return isJson(found) ? found[part] : undefined;
  }
  const [first = '', second] = path.split('.');
  const value = resource[first];
  if (second === undefined) return value;
  return isJson(value) ? value[second] : undefined;
}

/** The resources of a list, or undefined where the answer is no list. */
export function listed(body: unknown): Json[] | undefined {
  if (!isJson(body)) return undefined;
  const { Resources, totalResults } = body;
  if (Array.isArray(Resources)) return Resources.filter(isJson);
  // RFC 7644 §3.4.2 has no Resources when nothing is found.
  return totalResults === 0 ? [] : undefined;
}

/** A filter's quoted value. */
export function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
