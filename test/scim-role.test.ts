import assert from 'node:assert/strict';
import { effectiveRole, type Holder, highest, judge } from '#core/provisioning/role.ts';

describe('the effective role', () => {
  it('is the higher of hand and groups, and member without either', () => {
    assert.equal(effectiveRole({ byHand: undefined, byGroups: undefined }), 'member');
    assert.equal(effectiveRole({ byHand: 'boss', byGroups: undefined }), 'boss');
    assert.equal(effectiveRole({ byHand: 'boss', byGroups: 'admin' }), 'admin');
    assert.equal(effectiveRole({ byHand: 'boss', byGroups: 'member' }), 'boss');
    assert.equal(highest([]), undefined);
    assert.equal(highest(['member', undefined, 'boss']), 'boss');
  });

  it('stays admin for the longest here when nobody who is active would be one', () => {
    const at = (day: number): Date => new Date(Date.UTC(2026, 0, day));
    const holder = (_id: string, day: number, parts: Partial<Holder> = {}): Holder => ({
      ...{ _id, displayName: _id, email: `${_id}@a.example`, active: true, createdAt: at(day), role: 'admin' },
      ...{ byHand: undefined, byGroups: undefined },
      ...parts,
    });
    const roles = (holders: Holder[], others = false): string[] =>
      judge(holders, others).map(({ role, kept }) => `${role}${kept ? ' kept' : ''}`);
    assert.deepEqual(roles([holder('a', 2), holder('b', 1)]), ['member', 'admin kept']);
    assert.deepEqual(roles([holder('a', 2), holder('b', 1)], true), ['member', 'member']);
    assert.deepEqual(roles([holder('a', 2), holder('b', 1, { role: 'member', byGroups: 'admin' })]), [
      'member',
      'admin',
    ]);
    assert.deepEqual(roles([holder('a', 1, { active: false }), holder('b', 2)]), ['member', 'admin kept']);
    assert.deepEqual(roles([holder('a', 1, { active: false }), holder('b', 2, { active: false, byGroups: 'admin' })]), [
      'member',
      'admin',
    ]);
    assert.deepEqual(roles([holder('a', 1, { role: 'boss' })]), ['member']);
  });
});
