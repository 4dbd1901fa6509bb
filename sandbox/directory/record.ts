import type { DialectName } from '../page/directory-contract.ts';
import { type Job, newJob, readJob, type WrittenJob, writeJob } from './job.ts';
import { emptyStaff, readStaff, type Staff, type WrittenStaff, writeStaff } from './staff.ts';

/** Where a directory pushes people; the token is empty until somebody pastes one. */
export type Connection = { url: string; token: string; dialect: DialectName };

/** A company's directory and its provisioning job. */
export type DirectoryRecord = { tenantId: string; staff: Staff; job: Job; connection: Connection };

export type WrittenDirectory = { tenantId: string; staff: WrittenStaff; job: WrittenJob; connection: Connection };

export function newDirectory(tenantId: string, domain: string, connection: Connection): DirectoryRecord {
  return { tenantId, staff: emptyStaff(domain), job: newJob(), connection };
}

export function writeDirectory({ tenantId, staff, job, connection }: DirectoryRecord): WrittenDirectory {
  return { tenantId, staff: writeStaff(staff), job: writeJob(job), connection };
}

export function readDirectory({ tenantId, staff, job, connection }: WrittenDirectory): DirectoryRecord {
  return { tenantId, staff: readStaff(staff), job: readJob(job), connection };
}
