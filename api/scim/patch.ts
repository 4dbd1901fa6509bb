import type { Resource } from '#core/provisioning/resource.ts';
import { isObject } from '../is-object.ts';
import { changeGroup, type GroupPatch } from './change-group.ts';
import { changeAll, changeAt } from './change-user.ts';
import type { Verb } from './change-values.ts';
import { draftOf, finish } from './draft.ts';
import { quote, ScimError } from './errors.ts';
import { describe, own } from './read-value.ts';

export type Operation = { op: Verb; path?: string; value?: unknown };

export const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/**
 * Reads the body of a PATCH. Entra capitalises `op` unless `aadOptscim062020` is set.
 * @throws ScimError `invalidSyntax` or, where RFC 7644 §3.5.2 asks for it, `invalidValue` and `noTarget`
 */
export function readOperations(body: unknown): Operation[] {
  const operations = isObject(body) ? own(body, 'operations') : undefined;
  if (!Array.isArray(operations) || operations.length === 0)
    throw new ScimError(400, 'invalidSyntax', 'A PATCH needs Operations, a list of at least one.');
  return operations.map(readOperation);
}

function readOperation(given: unknown): Operation {
  if (!isObject(given)) throw new ScimError(400, 'invalidSyntax', `An operation is an object, not ${describe(given)}.`);
  const op = readVerb(own(given, 'op'));
  const path = own(given, 'path') ?? '';
  if (typeof path !== 'string') throw new ScimError(400, 'invalidPath', `path is text, not ${describe(path)}.`);
  const value = own(given, 'value');
  return { op, ...(path.trim() === '' ? {} : { path }), ...(value === undefined ? {} : { value }) };
}

function readVerb(op: unknown): Verb {
  const word = typeof op === 'string' ? op.trim().toLowerCase() : '';
  if (word === 'add' || word === 'replace' || word === 'remove') return word;
  throw new ScimError(400, 'invalidSyntax', `op is add, replace or remove, not ${describe(op)}.`);
}

/**
 * The user after the operations, all or none, RFC 7644 §3.5.2.
 * @throws ScimError; what a connection requires of a person is left to core
 */
export function patchUser(resource: Resource, operations: readonly Operation[]): Resource {
  const draft = draftOf(resource);
  for (const operation of operations) {
    const { op, path, value } = whole(operation);
    if (path === undefined) changeAll(draft, op, value);
    else changeAt(draft, op, path, value);
  }
  return finish(draft);
}

/**
 * What the operations ask of a group, with the changes of members in their order.
 * @throws ScimError
 */
export function readGroupPatch(operations: readonly Operation[]): GroupPatch {
  const patch: GroupPatch = { members: [] };
  for (const operation of operations) changeGroup(patch, whole(operation));
  return { ...patch, members: patch.members.map(({ kind, people }) => ({ kind, people: [...new Set(people)] })) };
}

function whole(operation: Operation): Operation {
  const { op, path, value } = operation;
  if (op === 'remove' && path === undefined)
    throw new ScimError(400, 'noTarget', 'The operation remove needs a path that says what to remove.');
  if (op !== 'remove' && value === undefined)
    throw new ScimError(400, 'invalidValue', `The operation ${op}${path ? ` of ${quote(path)}` : ''} has no value.`);
  return operation;
}
