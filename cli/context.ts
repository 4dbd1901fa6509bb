import type { Context } from '#core/context.ts';
import { resolveOrganization } from '#core/organizations/organizations.ts';
import type { Options, Surroundings } from './parse.ts';

export const organizationOption = { organization: { value: 'O', required: true } } as const;

/** The operator's context in the organization that `--organization` names. */
export async function operatorContext({ log, now }: Surroundings, options: Options): Promise<Context> {
  const { _id } = await resolveOrganization(options.one('organization'));
  return { organization: _id, actor: { kind: 'operator' }, now, log };
}
