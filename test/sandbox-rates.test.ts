import assert from 'node:assert/strict';
import type { Sandbox } from '#sandbox/start.ts';
import { activitiesOf, amara, botToken, createCaller, femke, jonas, startWorld } from './sandbox-world.ts';

const message = { type: 'message', text: 'hello' };

describe("Teams' rates", () => {
  let sandbox: Sandbox;
  let call: ReturnType<typeof createCaller>;
  before(async () => {
    sandbox = await startWorld();
    call = createCaller(sandbox, await botToken(sandbox));
    for (const person of [amara, jonas, femke]) await sandbox.connector.install(person);
  });
  after(() => sandbox.stop());

  it('let seven messages a second into one chat, and others go on', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 8; index++)
      statuses.push((await call('POST', activitiesOf(sandbox, amara), message)).status);
    assert.deepEqual(statuses, [201, 201, 201, 201, 201, 201, 201, 429]);
    const throttled = await call('POST', activitiesOf(sandbox, amara), message);
    assert.equal(Number(throttled.retryAfter) >= 1, true);
    assert.equal(Object(throttled.body.error).code, 'Throttled');
    assert.equal((await call('POST', activitiesOf(sandbox, jonas), message)).status, 201);
  });

  it('count for a whole tenant, not for another', async () => {
    sandbox.connector.configure({ tenantPerSecond: 3 });
    const path = activitiesOf(sandbox, jonas);
    const statuses: number[] = [];
    for (let index = 0; index < 4; index++) statuses.push((await call('POST', path, message)).status);
    assert.deepEqual(statuses, [201, 201, 201, 429]);
    assert.equal((await call('POST', activitiesOf(sandbox, femke), message)).status, 201);
  });
});
