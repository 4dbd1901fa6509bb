import assert from 'node:assert/strict';
import { eventTypes } from '#api/events/contract.ts';
import { eventExamples } from '#api/events/examples.ts';
import { decodeHeader } from '#api/events/headers.ts';
import { contentMode } from '#api/events/parse.ts';
import { HttpError } from '#api/http-error.ts';
import { binary, fault, faults, matched, now, parse, structured } from './api-parsing.ts';

describe('content modes of an event (CloudEvents HTTP Protocol Binding 1.0.2)', () => {
  for (const type of eventTypes)
    it(`takes the documented example of ${type}`, () => {
      const [event] = parse(structured, eventExamples[type]);
      assert.equal(event?.type, type);
      assert.deepEqual(event?.data, eventExamples[type].data);
      assert.deepEqual(event?.time, new Date(eventExamples[type].time));
    });

  it('takes a charset, capitals and white space in the media type', () => {
    assert.equal(parse('Application/CloudEvents+JSON ; charset="UTF-8"', matched).length, 1);
  });

  it('takes plain application/json as one event or, when a list comes, as a batch', () => {
    assert.equal(parse('application/json', matched).length, 1);
    assert.equal(parse('application/json', [matched, { ...matched, id: '2' }]).length, 2);
  });

  it('takes a batch in its own type, in the order given', () => {
    const events = parse('application/cloudevents-batch+json', Object.values(eventExamples));
    assert.deepEqual(
      events.map(event => event.type),
      eventTypes,
    );
  });

  it('takes binary mode: attributes from the headers, data from the body', () => {
    const [event] = parse('application/json; charset=utf-8', matched.data, {
      ...binary,
      'ce-subject': ['Ren%C3%A9e%20%E2%82%AC'],
      'ce-time': ['2025-03-04T09:30:00+02:00'],
      'ce-traceparent': ['00-abc'],
    });
    assert.equal(event?.source, '/engine');
    assert.equal(event?.subject, 'Renée €');
    assert.equal(event?.time.toISOString(), '2025-03-04T07:30:00.000Z');
    assert.deepEqual(event?.data, matched.data);
  });

  it('decodes data_base64', () => {
    const { data, ...envelope } = matched;
    const encoded = Buffer.from(JSON.stringify(data)).toString('base64');
    assert.deepEqual(parse(structured, { ...envelope, data_base64: encoded })[0]?.data, data);
  });

  it('decodes headers by §3.1.3.2: quoting first, then one round of percent-encoding, UTF-8 alone', () => {
    assert.equal(decodeHeader('Euro%20%E2%82%AC%20%F0%9F%98%80'), 'Euro € 😀');
    assert.equal(decodeHeader('"a \\"b\\" %2525"'), 'a "b" %25');
    assert.equal(decodeHeader('%41%e2%82%ac'), 'A€');
    assert.equal(decodeHeader('100%'), '100%');
    assert.equal(decodeHeader('%C0%A0'), undefined);
  });

  it('answers other media types with 415 and what it takes', () => {
    for (const type of ['', 'text/plain', 'application/xml', 'application/cloudevents+avro', 'multipart/form-data'])
      assert.throws(
        () => contentMode({ 'content-type': [type], ...binary }),
        (error: unknown) => error instanceof HttpError && error.status === 415 && error.message.includes(structured),
      );
    assert.throws(() => contentMode({ 'content-type': [`${structured}; charset=utf-16`] }), HttpError);
  });
});

describe('the envelope of an event (CloudEvents 1.0.2)', () => {
  it('names each required attribute that is missing or empty', () => {
    for (const field of ['id', 'source', 'type', 'specversion']) {
      const { [field]: _, ...rest } = matched as Record<string, unknown>;
      assert.match(fault(rest), new RegExp(`^${field}: is required`));
      assert.match(fault({ ...matched, [field]: null }), new RegExp(`^${field}: is required`));
      assert.match(fault({ ...matched, [field]: '' }), new RegExp(`^${field}: must`));
      assert.match(fault({ ...matched, [field]: 7 }), new RegExp(`^${field}: must`));
    }
  });

  it('names the header attributes that are missing, doubled or not UTF-8 in binary mode', () => {
    assert.deepEqual(
      faults(matched.data, 'application/json', { 'ce-id': ['1'] }).map(({ field }) => field),
      ['specversion', 'source', 'type'],
    );
    const doubled = faults(matched.data, 'application/json', { ...binary, 'ce-id': ['1', '2'] });
    assert.deepEqual(doubled, [{ index: 0, field: 'id', message: 'stands twice in the headers' }]);
    assert.equal(faults(matched.data, 'application/json', { ...binary, 'ce-source': ['%C0%A0'] })[0]?.field, 'source');
  });

  it('names the four types when another comes', () => {
    const message = fault({ ...matched, type: 'candidate.liked' });
    for (const type of eventTypes) assert.ok(message.includes(type), message);
  });

  it('takes now for a missing time and refuses a wrong one or one more than a day ahead', () => {
    const { time: _, ...timeless } = matched;
    assert.deepEqual(parse(structured, timeless)[0]?.time, now);
    assert.equal(parse(structured, { ...matched, time: '2025-03-04t09:30:00.123456z' }).length, 1);
    for (const time of ['yesterday', '2025-02-30T00:00:00Z', '2025-03-04', '2025-03-04T09:30:00', 1741080600])
      assert.match(fault({ ...matched, time }), /^time: must/);
    assert.equal(fault({ ...matched, time: '2025-06-02T12:00:01Z' }), 'time: lies more than a day ahead');
  });

  it('takes any URI reference as source, and nothing else', () => {
    for (const source of ['/engine', 'urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66', 'https://ats.example/a?b#c', 'x'])
      assert.equal(parse(structured, { ...matched, source })[0]?.source, source);
    for (const source of ['a b', '<a>', 'https://[', 'é'])
      assert.match(fault({ ...matched, source }), /^source: must be a URI reference/);
  });

  it('tolerates extension attributes, those that stop the cloudevents package included', () => {
    const event = parse(structured, { ...matched, traceparent: '00-1', sampledrate: 3, schemaurl: 'x', tojson: null });
    assert.equal(event.length, 1);
  });

  it('refuses names that no attribute can have, since they are misspelt ones', () => {
    assert.match(fault({ ...matched, dataContentType: 'application/json' }), /^dataContentType: is not the name/);
  });

  it('refuses data of another media type, in both members, or not of base64 JSON', () => {
    const { data: _, ...envelope } = matched;
    assert.match(fault({ ...matched, datacontenttype: 'text/xml' }), /^datacontenttype: must be application\/json/);
    assert.match(fault({ ...matched, data_base64: 'e30=' }), /^data_base64: must not stand beside data/);
    assert.match(fault({ ...envelope, data_base64: 'Ww==' }), /^data_base64: must be JSON/);
    assert.match(fault({ ...envelope, data_base64: '*' }), /^data_base64: must be base64/);
    assert.match(fault(envelope), /^data: is required/);
    assert.match(fault({ ...matched, data: 'x' }), /^data: must be an object/);
  });
});
