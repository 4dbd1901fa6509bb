import { randomUUID } from 'node:crypto';
import type { Role } from '#core/people/model.ts';
import type { DirectoryContext } from '#core/provisioning/contract.ts';
import { type Connection, type LogEntry, type Provider, ProvisioningLog } from '#core/provisioning/model.ts';
import type { Resource } from '#core/provisioning/resource.ts';
import { makeCompany, type TestCompany } from './company.ts';

export type TestDirectory = TestCompany & {
  directory: (more?: { now?: Date; required?: Connection['required'] }) => DirectoryContext;
  /** A person as this company's directory sends them. */
  person: (name: string, more?: Partial<Resource>) => Resource;
  /** The log of the company, oldest first. */
  log: () => Promise<LogEntry[]>;
};

/** A company with a directory that asks core itself, without HTTP. */
export async function makeDirectory(provider: Provider, ...names: `${string}:${Role}`[]): Promise<TestDirectory> {
  const company = await makeCompany(...names);
  const { ctx, domain } = company;
  const connection = `dir_${randomUUID()}`;
  return {
    ...company,
    directory: ({ now = new Date(), required = 'all' } = {}) => ({
      ...ctx,
      actor: { kind: 'directory', id: connection, name: 'Entra ID' },
      now,
      connection: { _id: connection, provider, required },
      request: { id: randomUUID(), line: 'POST /Users' },
    }),
    person: (name, more = {}) => ({
      userName: `${name}@${domain}`,
      active: true,
      externalId: `ext-${name}`,
      displayName: `${capital(name)} Test`,
      name: { givenName: capital(name), familyName: 'Test' },
      emails: [{ value: `${name}@${domain}`, type: 'work', primary: true }],
      ...more,
    }),
    log: () => ProvisioningLog.find({ organization: ctx.organization }).sort({ at: 1, _id: 1 }).lean(),
  };
}

/** A request whose line in the log cannot be stored, as when a database dies between two writes of a transaction. */
export function withEndlessId(ctx: DirectoryContext): DirectoryContext {
  return { ...ctx, request: { ...ctx.request, id: 'x'.repeat(17 * 1024 * 1024) } };
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
