import { hireOne } from '#sandbox/directory/edit.ts';
import { createProvisioner, type Provisioner, type ProvisionerOptions } from '#sandbox/directory/provisioner.ts';
import { newDirectory } from '#sandbox/directory/record.ts';
import type { User } from '#sandbox/directory/staff.ts';
import type { CycleProgress, DialectName } from '#sandbox/page/directory-contract.ts';
import { type ScimTarget, startScimTarget, targetToken } from './scim-target.ts';

export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** The body of a PATCH with these operations. */
export const patched = (...Operations: unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations,
});

export type DirectoryRig = {
  target: ScimTarget;
  now: Date;
  /** What was told of cycles. */
  seen: CycleProgress[];
  /** An empty directory that pushes to the target. */
  open: (dialect: DialectName, more?: Partial<ProvisionerOptions>) => Provisioner;
  /** Hires somebody of the Sales department into the directory that was opened last. */
  hire: (givenName: string, surname: string, more?: Partial<User>) => User;
  /** The bodies of the PATCHes that were sent to such a path. */
  patchesOf: (path: RegExp) => unknown[];
};

export async function openDirectoryRig(): Promise<DirectoryRig> {
  const target = await startScimTarget();
  const seen: CycleProgress[] = [];
  const now = new Date('2026-03-02T08:00:00Z');
  let staff = newDirectory('none', '', { url: '', token: '', dialect: 'entra' }).staff;
  return {
    target,
    now,
    seen,
    open(dialect, more = {}) {
      const record = newDirectory('tenant', 'acme.example', { url: target.url, token: targetToken, dialect });
      staff = record.staff;
      const progress = (state: CycleProgress) => void seen.push(state);
      return createProvisioner({ record, progress, now: () => now, parallel: 1, pausesMs: [1, 1], ...more });
    },
    hire(givenName, surname, more = {}) {
      const mail = `${givenName}.${surname}@acme.example`.toLowerCase();
      return Object.assign(hireOne(staff, { givenName, surname, mail, department: 'Sales' }), more);
    },
    patchesOf: path =>
      target.heard.filter(({ method, path: at }) => method === 'PATCH' && path.test(at)).map(({ body }) => body),
  };
}
