import assert from 'node:assert/strict';
import { until } from './company.ts';
import type { cloudEvent, Employee, World } from './world.ts';

/** Waits for the mail that tells the person of the event in place of a card, and checks it. */
export async function checkMail(
  world: World,
  person: Employee,
  event: ReturnType<typeof cloudEvent>,
  why: RegExp,
): Promise<void> {
  const { fullName } = event.data.candidate;
  const mails = await until(
    () => world.sandbox.mailbox.to(person.email).filter(({ text }) => text.includes(fullName)),
    found => found.length > 0,
  );
  assert.equal(mails.length, 1);
  const [mail] = mails;
  assert.ok(mail);
  assert.ok(mail.subject.includes(fullName));
  assert.deepEqual(mail.to, [person.email]);
  for (const body of [mail.text, mail.html ?? '']) {
    assert.ok(body.includes(fullName));
    assert.match(body, why);
  }
  const links = [...(mail.html ?? '').matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href]) => href);
  assert.equal(links.length, 1, 'one button');
  assert.match(links[0] ?? '', /^https?:\/\//);
  assert.ok(mail.text.includes(links[0] ?? ''));
}
