/** RFC 7644 §3.14: weak, since the same version may be written in several ways. */
export function etag(version: number): string {
  return `W/"${version}"`;
}

/**
 * The versions that `If-Match` or `If-None-Match` names; 'any' for `*`, undefined when nothing is asked. What is no tag
 * of ours names a version that nothing has.
 */
function versionsOf(header: string | undefined): number[] | 'any' | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  if (header.trim() === '*') return 'any';
  return header.split(',').map(tag => {
    const digits = /^\s*(?:W\/)?"(\d{1,15})"\s*$/i.exec(tag)?.[1];
    return digits === undefined ? -1 : Number(digits);
  });
}

/** Whether who asks has this version already (RFC 9110 §13.1.2). */
export function isKnown(ifNoneMatch: string | undefined, version: number): boolean {
  const versions = versionsOf(ifNoneMatch);
  return versions === 'any' || (versions?.includes(version) ?? false);
}

/** The version that a write must meet, if `If-Match` asks; of several that would do, the one that is there. */
export async function expectedVersion(
  ifMatch: string | undefined,
  current: () => Promise<number>,
): Promise<{ ifMatch?: number }> {
  const versions = versionsOf(ifMatch);
  if (versions === undefined || versions === 'any') return {};
  const [only = -1, ...others] = versions;
  if (others.length === 0) return { ifMatch: only };
  const version = await current();
  return { ifMatch: versions.includes(version) ? version : -1 };
}
