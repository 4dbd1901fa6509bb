import assert from 'node:assert/strict';
import { eventExamples } from '#api/events/examples.ts';
import { parseEvents } from '#api/events/parse.ts';
import { fault, matched, now, parse, refusal, structured, withData } from './api-parsing.ts';

describe('the data of an event', () => {
  const { candidate } = matched.data;
  const wrong: [Record<string, unknown>, RegExp][] = [
    [{ candidate: { ...candidate, fullName: undefined } }, /^data\.candidate\.fullName: is required$/],
    [{ candidate: { ...candidate, fullName: '  ' } }, /^data\.candidate\.fullName: must not be empty$/],
    [{ candidate: { ...candidate, fullName: 'a\nb' } }, /^data\.candidate\.fullName: must be one line/],
    [{ candidate: { ...candidate, fullName: '\ud800' } }, /^data\.candidate\.fullName: must be one line/],
    [{ candidate: { ...candidate, id: 5 } }, /^data\.candidate\.id: must be a string$/],
    [{ candidate: { ...candidate, email: null } }, /^data\.candidate\.email: must be a string, not null; leave it out/],
    [{ candidate: { ...candidate, email: 'x@y' } }, /^data\.candidate\.email: must be an e-mail address$/],
    [{ candidate: { ...candidate, fullname: 'x' } }, /^data\.candidate\.fullname: is not a field here; .*fullName/],
    [
      { candidate: { ...candidate, profileUrl: 'javascript:alert(1)' } },
      /^data\.candidate\.profileUrl: must be an http/,
    ],
    [{ candidate: { ...candidate, profileUrl: 'https://contoso.com@evil.example' } }, /profileUrl: must be an http/],
    [{ job: { id: 'j' } }, /^data\.job\.title: is required$/],
    [{ job: 'j' }, /^data\.job: must be an object$/],
    [{ score: 101 }, /^data\.score: must be at most 100$/],
    [{ score: -1 }, /^data\.score: must be at least 0$/],
    [{ score: '90' }, /^data\.score: must be a number$/],
    [{ reason: undefined }, /^data\.reason: is required$/],
    [{ note: 'n'.repeat(2001) }, /^data\.note: must have at most 2000 characters$/],
    [{ recruiters: ['ada@contoso.example', 'ada'] }, /^data\.recruiters\[1\]: must be an e-mail address$/],
    [{ recruiters: 'ada@contoso.example' }, /^data\.recruiters: must be a list$/],
    [{ employee: { email: 'eve' } }, /^data\.employee\.email: must be an e-mail address$/],
    [{ constructor: 1 }, /^data\.constructor: is not a field here/],
  ];
  for (const [change, expected] of wrong)
    it(`answers ${expected.source.replaceAll('\\', '')}`, () => assert.match(fault(withData(change)), expected));

  it('refuses __proto__ as any unknown field', () => {
    const body = JSON.stringify(matched).replace('"job":', '"__proto__":{"a":1},"job":');
    assert.match(fault(JSON.parse(body)), /^data\.__proto__: is not a field here/);
  });

  it('asks for the employee of a referral and of a recommendation', () => {
    for (const type of ['candidate.referred', 'candidate.recommended'] as const) {
      const { employee: _, ...data } = eventExamples[type].data;
      assert.equal(fault({ ...eventExamples[type], data }), 'data.employee: is required');
    }
  });

  it('takes an empty list of recruiters as none named, and an employee with any type', () => {
    const employee = { email: 'eve@contoso.example' };
    const [event] = parse(structured, withData({ recruiters: [], employee }));
    assert.deepEqual(event?.data.recruiters, []);
    assert.deepEqual(event?.data.employee, employee);
  });

  it('trims and keeps the rest as it is', () => {
    const [event] = parse(structured, withData({ reason: '  two\nlines ', score: 0 }));
    assert.equal(event?.data.reason, 'two\nlines');
    assert.equal(event?.data.score, 0);
  });

  it('takes addresses and names that are not ASCII', () => {
    const email = 'jürgen.müller@bücher.example';
    const [event] = parse(structured, withData({ candidate: { ...candidate, fullName: '李 雷', email } }));
    assert.equal(event?.data.candidate.email, email);
  });
});

describe('a batch of events', () => {
  it('is validated whole: every fault of every event, by index', () => {
    const batch = [matched, { ...matched, id: '' }, withData({ score: 200, note: 5 }), 3];
    const error = refusal(() => parse('application/cloudevents-batch+json', batch));
    assert.deepEqual(
      error.faults.map(({ index, field }) => [index, field]),
      [
        [1, 'id'],
        [2, 'data.note'],
        [2, 'data.score'],
        [3, ''],
      ],
    );
    assert.equal(error.message, '3 of 4 events are faulty; nothing was stored.');
  });

  it('is refused when empty, too long, no list, or sent as a single event', () => {
    const type = 'application/cloudevents-batch+json';
    assert.equal(refusal(() => parse(type, [])).code, 'invalid');
    assert.equal(refusal(() => parse(type, Array(1001).fill(matched))).code, 'too-large');
    assert.equal(refusal(() => parse(type, matched)).code, 'invalid');
    assert.equal(refusal(() => parse(structured, [matched])).code, 'invalid');
  });
});

describe('what is no event at all', () => {
  it('is refused as invalid, whatever it is', () => {
    const bodies = ['', ' ', '{', 'null', '1', '"x"', '[', '\ufeff', '['.repeat(300_000), '{"a":'.repeat(50_000)];
    for (const body of bodies) assert.equal(refusal(() => parse('application/json', body)).code, 'invalid');
    const message = { mode: 'json' as const, headers: {}, body: Buffer.from([0x7b, 0xff, 0x7d]) };
    assert.match(refusal(() => parseEvents(message, { batchMax: 1, now })).message, /UTF-8/);
  });
});
