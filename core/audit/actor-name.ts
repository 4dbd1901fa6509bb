import type { Actor } from '#core/context.ts';

/** Who did it, as others read it. */
export function actorName(actor: Actor): string {
  if (actor.kind === 'person' || actor.kind === 'directory') return actor.name;
  if (actor.kind === 'api-key') return 'An API key';
  return actor.kind === 'operator' ? 'The operator' : 'The product itself';
}
