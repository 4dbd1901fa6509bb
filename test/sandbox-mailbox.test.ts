import assert from 'node:assert/strict';
import { createTransport } from 'nodemailer';
import { createMailbox, type SmtpFault } from '#sandbox/mailbox/mailbox.ts';
import type { Sandbox } from '#sandbox/start.ts';
import { openStore } from '#sandbox/store.ts';
import { startWorld } from './sandbox-world.ts';

describe("the sandbox's mailbox", () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startWorld();
  });
  after(() => sandbox.stop());
  afterEach(() => {
    sandbox.mailbox.setFault(undefined);
    sandbox.mailbox.clear();
  });

  function send(subject: string) {
    const transport = createTransport(sandbox.smtpUrl);
    return transport.sendMail({
      from: 'Wintro <notifications@wintro.localhost>',
      to: 'amara@linden.example',
      subject,
      text: 'Grüße',
      html: '<p>Grüße</p>',
    });
  }

  it('takes a mail with both bodies', async () => {
    await send('Ein Treffer für Zoë');
    const [mail] = sandbox.mailbox.to('AMARA@linden.example');
    assert.equal(mail?.from, 'Wintro <notifications@wintro.localhost>');
    assert.deepEqual(mail?.to, ['amara@linden.example']);
    assert.equal(mail?.subject, 'Ein Treffer für Zoë');
    assert.equal(mail?.text.trim(), 'Grüße');
    assert.equal(mail?.html?.trim(), '<p>Grüße</p>');
  });

  const faults: [SmtpFault['kind'], number | undefined, number][] = [
    ['refuse', 421, 0],
    ['defer', 451, 0],
    ['reject', 550, 0],
    ['drop', undefined, 1],
  ];
  for (const [kind, responseCode, kept] of faults) {
    it(`${kind}: fails once with ${responseCode ?? 'no answer'}, and keeps ${kept} mails`, async () => {
      sandbox.mailbox.setFault({ kind, remaining: 1 });
      await assert.rejects(send(kind), error => Object(error).responseCode === responseCode);
      assert.equal(sandbox.mailbox.list().length, kept);
      await send(kind);
      assert.equal(sandbox.mailbox.list().length, kept + 1);
    });
  }

  it('keeps the last 500', async () => {
    const { keep, mailbox } = createMailbox(await openStore(undefined));
    for (let index = 0; index < 503; index++)
      await keep(Buffer.from(`Subject: ${index}\r\n\r\nx`), { from: 'a@b.example', to: ['c@d.example'] });
    assert.equal(mailbox.list().length, 500);
    assert.equal(mailbox.list().at(-1)?.subject, '502');
    assert.equal(mailbox.list().at(-1)?.from, 'a@b.example');
  });
});
