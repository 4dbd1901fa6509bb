import { ScimError } from '#api/scim/errors.ts';
import { patchUser, readOperations } from '#api/scim/patch.ts';
import type { Resource } from '#core/provisioning/resource.ts';

export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const core = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** A user as a directory has sent one; give what matters to the test. */
export function aUser(parts: Partial<Resource> = {}): Resource {
  return {
    userName: 'ada@contoso.example',
    active: true,
    externalId: 'e-1',
    displayName: 'Ada Lovelace',
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    emails: [{ value: 'ada@contoso.example', type: 'work', primary: true }],
    ...parts,
  };
}

/** The user after operations as a directory sends them, through JSON as they would come. */
export function patched(user: Resource, ...operations: object[]): Resource {
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations };
  return patchUser(user, readOperations(JSON.parse(JSON.stringify(body))));
}

/** What is refused, as `status scimType: detail`. */
export function refused(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ScimError) return `${error.status} ${error.scimType}: ${error.detail}`;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

/** How much of the processor work takes that is done or refused; what else runs on the machine does not count. */
export function costMs(work: () => unknown): number {
  const before = process.cpuUsage();
  try {
    work();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
