import assert from 'node:assert/strict';
import { Candidates } from '#core/candidates/model.ts';
import { Events } from '#core/notifications/model.ts';
import { Outbox } from '#core/notifications/outbox.ts';
import { problem } from './api-client.ts';
import { until } from './company.ts';
import { type Company, cloudEvent, type Two } from './world.ts';

const eventsOf = ({ organization }: Company) =>
  Events.countDocuments({ organization, receivedAt: { $gt: new Date(0) } });

/** What an API key of one organization could try with POST /api/events. */
export function eventCases(two: () => Two): void {
  for (const [what, data] of [
    ['recruiter', { recruiters: ['bea@'] }],
    ['employee', { employee: { email: 'ben@' } }],
  ] as const)
    it(`refuses a ${what} of the other organization like anybody unknown, and stores nothing`, async () => {
      const { world, a, b } = two();
      const before = await Promise.all([eventsOf(a), eventsOf(b)]);
      const naming = (domain: string) => {
        const named = JSON.parse(JSON.stringify(data).replace('@', `@${domain}`));
        return cloudEvent(named, what === 'employee' ? { type: 'candidate.referred' } : {});
      };
      const foreign = naming(b.domain);
      const [answer, unknown] = await Promise.all([
        world.post(a.apiKey, foreign).then(response => problem(response, 400, 'invalid')),
        world.post(a.apiKey, naming('nowhere.example')).then(response => problem(response, 400, 'invalid')),
      ]);
      const words = JSON.stringify(answer.errors).replaceAll(b.domain, 'nowhere.example');
      assert.equal(words, JSON.stringify(unknown.errors), 'nobody can learn who is there');
      assert.deepEqual(await Promise.all([eventsOf(a), eventsOf(b)]), before);
      const kept = { _id: `${a.organization}:${foreign.data.candidate.id}` };
      assert.equal(await Candidates.countDocuments(kept), 0);
    });

  it('counts the same source and id once for each organization', async () => {
    const { world, a, b } = two();
    const [forA, forB] = [cloudEvent(), cloudEvent()];
    const same = { ...forB, source: forA.source, id: forA.id };
    const answers = [];
    for (const [company, event] of [
      [a, forA],
      [b, same],
      [a, forA],
      [b, same],
    ] as const)
      answers.push(await (await world.post(company.apiKey, event)).json());
    const [taken, known] = [
      { accepted: 1, duplicates: 0 },
      { accepted: 0, duplicates: 1 },
    ];
    assert.deepEqual(answers, [taken, taken, known, known]);
    await world.card(a.person('ada'), forA);
    await world.card(b.person('bea'), same);
  });

  it('keeps what is known of a candidate or job apart, under the same ids', async () => {
    const { world, a, b } = two();
    const event = cloudEvent();
    const candidate = { ...event.data.candidate, fullName: 'Another Person' };
    const other = cloudEvent({ candidate });
    await world.post(a.apiKey, event);
    await world.post(b.apiKey, other);
    const known = await Candidates.find({
      _id: { $in: [a, b].map(({ organization }) => `${organization}:${candidate.id}`) },
    }).lean();
    assert.deepEqual(
      new Map(known.map(({ organization, fullName }) => [organization, fullName])),
      new Map([
        [a.organization, event.data.candidate.fullName],
        [b.organization, 'Another Person'],
      ]),
    );
  });

  it("sends to the recruiters of the key's organization alone, also those who follow by the same ids", async () => {
    const { world, a, b } = two();
    const first = cloudEvent();
    const { candidate } = first.data;
    await world.post(a.apiKey, first);
    await world.post(b.apiKey, cloudEvent({ candidate }));
    await world.card(b.person('bob'), first);
    await world.sandbox.connector.write(b.person('bob').id, `follow ${candidate.id}`);
    const next = cloudEvent({ candidate: { ...candidate, fullName: `${candidate.fullName} again` } });
    await world.post(a.apiKey, next);
    await world.card(a.person('ada'), next);
    await world.card(a.person('amy'), next);
    await until(
      () => Outbox.countDocuments({ state: { $in: ['queued', 'claimed'] } }),
      left => left === 0,
    );
    for (const name of ['bea', 'bob'])
      assert.ok(!world.said(b.person(name)).some(text => text.includes(next.data.candidate.fullName)));
  });

  it('takes no revoked, foreign or altered key', async () => {
    const { world, a } = two();
    for (const key of ['', 'wintro_x', a.apiKey.slice(0, -1), `${a.apiKey}x`, a.organization, a.tenantId])
      await problem(await world.post(key, cloudEvent()), 401, 'unauthorized');
  });
}
