import type { Resource } from '#core/provisioning/resource.ts';
import { changeAll } from './change-user.ts';
import { type Draft, draftOf, finish } from './draft.ts';

/**
 * Reads the user of a POST. Whoever comes without `active` is; null and what is empty, unknown, read-only or a password
 * are left out. `schemas` is not looked at: Entra names extensions that it sends nothing of.
 * @throws ScimError
 */
export function readUser(body: unknown): Resource {
  const draft = read(body);
  draft.core.active ??= true;
  return finish(draft);
}

/**
 * Reads the user of a PUT, RFC 7644 §3.5.1: what it leaves out is gone. Nobody becomes active by being sent without
 * `active`; core refuses that.
 * @throws ScimError
 */
export function readReplacement(body: unknown): Resource {
  return finish(read(body));
}

function read(body: unknown): Draft {
  const draft = draftOf({});
  changeAll(draft, 'replace', body);
  return draft;
}
