import { type MergePreview, mergePeople, previewMerge } from '#core/provisioning/merge.ts';
import { operatorContext, organizationOption } from './context.ts';
import type { Command } from './parse.ts';

export const mergeCommand: Command = {
  name: 'user merge',
  summary: 'Makes two accounts of one person one; with --preview it only shows what would become of them.',
  options: {
    ...organizationOption,
    keep: { value: 'E', required: true },
    drop: { value: 'E', required: true },
    preview: { flag: true },
  },
  async run(at, options) {
    const ctx = await operatorContext(at, options);
    const input = { keep: options.one('keep'), drop: options.one('drop') };
    const only = options.has('preview');
    const merge = only ? await previewMerge(ctx, input) : await mergePeople(ctx, input);
    const said = only ? 'Nothing was changed: this is what would.' : 'Merged; both histories stay.';
    return { rows: rowsOf(merge), document: merge, note: [...merge.warnings, said].join('\n') };
  },
};

function rowsOf({ keep, drop, moves, aliases, role, identity }: MergePreview): Record<string, unknown>[] {
  const moved = Object.entries(moves).map(([what, these]) => ({
    what,
    becomes: Array.isArray(these) ? these : `${these} moved`,
  }));
  return [
    { what: 'kept', becomes: `${keep.name} <${keep.email}> ${keep.id}` },
    { what: 'ended', becomes: `${drop.name} <${drop.email}> ${drop.id}` },
    { what: 'role', becomes: role.from === role.to ? role.to : `${role.from}, then ${role.to}` },
    { what: 'also known as', becomes: aliases },
    { what: 'bot and Microsoft sign-in', becomes: identity ? 'go over to the kept one' : 'stay as they are' },
    ...moved,
  ];
}
