import assert from 'node:assert/strict';
import { launch } from './children.ts';
import type { Two } from './world.ts';

/** What the operator asks of one organization shows nothing of the other. */
export function operatorCases(two: () => Two): void {
  for (const command of ['user list', 'api-key list', 'outbox list', 'outbox stats', 'organization export'])
    it(`${command}: one organization alone`, async () => {
      const { world, a, b, eventA } = two();
      const ask = async (organization: string) => {
        const words = [...command.split(' '), '--organization', organization, '--json'];
        const { code, out, err } = await launch('cli/main.ts', words, { MONGODB_URI: world.config.MONGODB_URI ?? '' })
          .end;
        assert.equal(code, 0, err);
        return out;
      };
      const [ofA, ofB] = await Promise.all([ask(a.organization), ask(b.domain)]);
      assert.notEqual(ofA, ofB);
      for (const [out, foreign] of [
        [ofA, b],
        [ofB, a],
      ] as const) {
        const { organization, domain, tenantId, name, apiKey } = foreign;
        for (const secret of [organization, domain, tenantId, name, apiKey]) assert.ok(!out.includes(secret), secret);
      }
      assert.ok(!ofB.includes(eventA.data.candidate.fullName));
    });
}
