export type Address = {
  /** The one that was used. */
  prefix: '/api/scim/v2' | '/api/auth/scim/v2';
  /** Whether there is anything of that name below it. */
  known: boolean;
  /** What follows, in canonical letter case and without a slash at its end; '' for the base itself. */
  path: string;
};

const endpoints = new Map(
  ['Users', 'Groups', 'Bulk', 'Me', 'Schemas', 'ResourceTypes', 'ServiceProviderConfig', '.search'].map(name => [
    name.toLowerCase(),
    name,
  ]),
);

/**
 * Where a request under SCIM's prefixes goes; undefined for all others. Directories write addresses with doubled and
 * trailing slashes and in other letter case, and a router decodes what this must not let past.
 */
export function scimAddress(pathname: string): Address | undefined {
  const segments = pathname
    .split('/')
    .filter(segment => segment !== '')
    .map(decode);
  const [first = '', second = ''] = segments.map(segment => segment.toLowerCase());
  if (first !== 'api') return undefined;
  const auth = second === 'auth';
  const [scim = '', version = '', ...rest] = segments.slice(auth ? 2 : 1);
  if (scim.toLowerCase() !== 'scim' || version.toLowerCase() !== 'v2') return undefined;
  const known = rest[0] === undefined || endpoints.has(rest[0].toLowerCase());
  return { prefix: auth ? '/api/auth/scim/v2' : '/api/scim/v2', path: canonicalPath(rest), known };
}

/** A path below the prefix with its endpoint in canonical letter case. */
export function canonicalPath(segments: string[]): string {
  return segments
    .map((segment, index) => {
      const named = endpoints.get(segment.toLowerCase());
      const text = index === 0 || named === '.search' ? (named ?? segment) : segment;
      return `/${encodeURIComponent(text.toWellFormed())}`;
    })
    .join('');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
