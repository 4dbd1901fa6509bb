import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Outbox } from '#core/notifications/outbox.ts';
import { until } from './company.ts';
import { checkMail } from './mail-check.ts';
import { type Company, cloudEvent, type Employee, openWorld, type World } from './world.ts';

describe("the mail server's answers", () => {
  let world: World;
  let company: Company;
  let ada: Employee;
  let event: ReturnType<typeof cloudEvent>;

  before(async () => {
    world = await openWorld();
  });
  after(() => world.stop());
  beforeEach(async () => {
    company = await world.addCompany('ada:admin');
    ada = company.person('ada');
    await world.sandbox.connector.uninstall(ada.id);
    event = cloudEvent();
  });
  afterEach(() => world.sandbox.mailbox.setFault(undefined));

  const row = async () => {
    const [found] = await Outbox.find({ organization: company.organization, event: { $gt: '' } }).lean();
    return found;
  };
  const outcomes = (found: Awaited<ReturnType<typeof row>>) =>
    (found?.attempts ?? []).map(({ outcome, code }) => [outcome, code].filter(Boolean).join(' '));
  const post = async () => assert.equal((await world.post(company.apiKey, event)).status, 202);
  const inState = (state: string) => until(row, found => found?.state === state);

  it('takes the mail of somebody who has removed the app: why it came, one button, in both bodies', async () => {
    await post();
    const sent = await inState('sent');
    assert.deepEqual([sent?.channel, outcomes(sent)], ['mail', ['sent']]);
    await checkMail(world, ada, event, /because you have removed the app from Teams/);
  });

  it('is asked again after 4xx, and the mail arrives once', async () => {
    world.sandbox.mailbox.setFault({ kind: 'defer', remaining: 2 });
    await post();
    assert.deepEqual(outcomes(await inState('sent')), ['retry 451', 'retry 451', 'sent']);
    await checkMail(world, ada, event, /You get this by e-mail because/);
  });

  it('is not asked again after 5xx: the row has failed and says why', async () => {
    world.sandbox.mailbox.setFault({ kind: 'reject', remaining: 1 });
    await post();
    const failed = await inState('failed');
    assert.deepEqual(outcomes(failed), ['failed 550']);
    assert.match(failed?.reason ?? '', /5\.1\.1 Recipient address rejected/);
    assert.deepEqual(world.sandbox.mailbox.to(ada.email), []);
  });

  it('that hangs up after the mail was handed over: it may have been sent, and is not sent again', async () => {
    world.sandbox.mailbox.setFault({ kind: 'drop', remaining: 1 });
    await post();
    const unknown = await inState('unknown');
    assert.equal(unknown?.attempts.length, 1);
    assert.equal(unknown.attempts[0]?.outcome, 'unclear');
    assert.match(unknown.reason ?? '', /^May have been sent/);
    // Longer than the wait before a second try, and several polls.
    await sleep(600);
    assert.equal((await row())?.state, 'unknown');
    assert.equal(world.sandbox.mailbox.to(ada.email).length, 1);
  });
});
