import {
  createOrganization,
  listOrganizations,
  resolveOrganization,
  verifyDomain,
} from '#core/organizations/organizations.ts';
import { deleteOrganization, exportOrganization } from '#core/organizations/remove.ts';
import { operatorContext, organizationOption } from './context.ts';
import { type Command, UsageError } from './parse.ts';

export const organizationCommands: Command[] = [
  {
    name: 'organization create',
    summary: 'Makes an organization; its Entra tenant, when given, is linked at once.',
    options: {
      name: { value: 'N', required: true },
      domain: { value: 'D', required: true, repeated: true },
      'entra-tenant': { value: 'T' },
    },
    async run({ log, now }, options) {
      const tenant = options.maybe('entra-tenant');
      const made = await createOrganization(
        { actor: { kind: 'operator' }, now, log },
        { name: options.one('name'), domains: options.many('domain'), ...(tenant ? { entraTenantId: tenant } : {}) },
      );
      const row = { id: made._id, name: made.name, domains: options.many('domain'), entraTenantId: made.entraTenantId };
      return { rows: [row], document: row };
    },
  },
  {
    name: 'organization list',
    summary: 'Shows every organization with its domains and its Entra tenant.',
    options: {},
    async run() {
      const all = await listOrganizations();
      return {
        rows: all.map(({ _id, name, domains, entraTenantId, createdAt }) => ({
          id: _id,
          name,
          domains,
          entraTenantId,
          createdAt,
        })),
      };
    },
  },
  {
    name: 'organization export',
    summary: 'Prints everything stored of an organization as one JSON document.',
    options: organizationOption,
    async run(at, options) {
      const document = await exportOrganization(await operatorContext(at, options));
      const rows = Object.entries(document).map(([collection, documents]) => ({
        collection,
        documents: documents.length,
      }));
      return { rows, document, note: 'With --json the documents themselves are printed.' };
    },
  },
  {
    name: 'organization delete',
    summary: 'Deletes an organization and everything stored of it; --confirm repeats its name.',
    options: { ...organizationOption, confirm: { value: 'NAME', required: true } },
    async run(at, options) {
      const { name } = await resolveOrganization(options.one('organization'));
      if (options.one('confirm') !== name)
        throw new UsageError(`Nothing was deleted: --confirm must be "${name}", the organization's name.`);
      const gone = await deleteOrganization(await operatorContext(at, options));
      return { rows: Object.entries(gone).map(([collection, deleted]) => ({ collection, deleted })), document: gone };
    },
  },
  {
    name: 'domain verify',
    summary: "Takes the operator's word that a domain is the organization's, in place of the DNS proof.",
    options: { ...organizationOption, domain: { value: 'D', required: true } },
    async run(at, options) {
      const ctx = await operatorContext(at, options);
      const domain = await verifyDomain(ctx, { domain: options.one('domain') });
      const row = { organization: ctx.organization, domain, verifiedAt: ctx.now };
      return { rows: [row], document: row };
    },
  },
];
