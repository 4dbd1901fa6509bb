import assert from 'node:assert/strict';
import { connectionState, nextCycle } from '#api/settings/security/state.ts';
import type { ConnectionView, TokenState } from '#core/provisioning/connections.ts';

const minuteMs = 60_000;
const now = new Date('2026-05-12T10:00:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * minuteMs);

function view(seen: ConnectionView['seen'], ...states: (TokenState | 'new')[]): ConnectionView {
  const tokens = states.map(state => ({
    id: 'tok_1',
    ending: 'abcd',
    createdAt: ago(9_000),
    createdBy: 'Ada',
    expiresAt: ago(state === 'expired' ? 10 : -9_000),
    ...(state === 'new' || !seen.lastRequestAt ? {} : { lastUsedAt: seen.lastRequestAt }),
    state: state === 'new' ? ('live' as const) : state,
  }));
  const provider = 'entra' as const;
  return { _id: 'dir_1', organization: 'org_1', provider, required: 'all', tokens, seen, createdAt: ago(9_000) };
}

describe('how a directory does, by what was seen of it', () => {
  const working = { firstRequestAt: ago(99), firstUserAt: ago(90), lastRequestAt: ago(5) };
  const refusedAt = (minutes: number) => ({ refused: { unknown: { at: ago(minutes), count: 1 } } });
  const cases: [string, ReturnType<typeof view>][] = [
    ['no-token', view({})],
    ['no-token', view(working, 'revoked')],
    ['expired', view(working, 'expired', 'revoked')],
    ['waiting', view({}, 'live')],
    ['waiting', view({}, 'live', 'expired')],
    ['waiting', view(working, 'revoked', 'new')],
    ['working', view(working, 'live', 'new')],
    ['refused', view(refusedAt(2), 'live')],
    ['refused', view({ ...working, ...refusedAt(2) }, 'live')],
    ['working', view({ ...working, ...refusedAt(8) }, 'live')],
    ['connected', view({ firstRequestAt: ago(9), lastRequestAt: ago(9) }, 'live')],
    ['quiet', view({ ...working, lastRequestAt: ago(24 * 60) }, 'live')],
    // Such as the pull from Auth0, which needs no token.
    ['working', view(working)],
  ];
  for (const [state, connection] of cases)
    it(`is ${state} with tokens ${connection.tokens.map(each => each.state).join() || 'none'} and seen ${Object.keys(connection.seen).join() || 'nothing'}`, () => {
      assert.equal(connectionState(connection, now), state);
    });

  it('expects Entra every 40 minutes after its cycle began, for a day', () => {
    const expected = (minutes: number) => nextCycle(view({ cycleBeganAt: ago(minutes) }, 'live'), now)?.getTime();
    assert.equal(expected(0), now.getTime() + 40 * minuteMs);
    assert.equal(expected(39), now.getTime() + minuteMs);
    assert.equal(expected(100), now.getTime() + 20 * minuteMs);
    assert.equal(expected(25 * 60), undefined);
    assert.equal(nextCycle(view({}, 'live'), now), undefined);
    assert.equal(nextCycle({ ...view({ cycleBeganAt: ago(1) }), provider: 'okta' }, now), undefined);
  });
});
