import assert from 'node:assert/strict';
import { changesOf, verdictOf } from '#core/provisioning/change.ts';
import { type Met, matchOf } from '#core/provisioning/match.ts';
import { settingsChange, settingsOf } from '#core/provisioning/person-settings.ts';
import { missingOf } from '#core/provisioning/required.ts';
import { personFields, type Resource, type Values } from '#core/provisioning/resource.ts';

const resource = (more: Partial<Resource> = {}): Resource => ({ userName: 'u@x.example', active: true, ...more });

describe('what differs between two versions of a person', () => {
  it('is named with dots, and elements of lists by their type, else their place', () => {
    const before = resource({
      name: { givenName: 'A', familyName: 'B' },
      emails: [
        { value: 'a@x.example', type: 'Work' },
        { value: 'h@x.example', type: 'home' },
      ],
      roles: [{ value: 'one' }],
      enterprise: { department: 'Sales', manager: { value: 'm1' } },
    });
    const after = resource({
      active: false,
      name: { givenName: 'A', familyName: 'C' },
      emails: [
        { value: 'h@x.example', type: 'home' },
        { value: 'b@x.example', type: 'Work' },
      ],
      roles: [{ value: 'two' }, { value: 'three' }],
      phoneNumbers: [{ value: '+31', type: 'mobile' }],
      enterprise: { manager: { value: 'm2' } },
    });
    assert.deepEqual(
      changesOf(before, after).map(({ attribute, before: was, after: is }) => `${attribute}: ${was} > ${is}`),
      [
        'active: true > false',
        'name.familyName: B > C',
        'emails.work.value: a@x.example > b@x.example',
        'roles.1.value: one > two',
        'enterprise.department: Sales > undefined',
        'enterprise.manager.value: m1 > m2',
        'roles.2.value: undefined > three',
        'phoneNumbers.mobile.value: undefined > +31',
      ],
    );
  });

  it('is nothing for the same values in another order, and something for another letter case', () => {
    const list = [
      { value: 'a', type: 'work' },
      { value: 'b', type: 'home' },
    ];
    assert.deepEqual(changesOf(resource({ emails: list }), resource({ emails: list.toReversed() })), []);
    assert.deepEqual(changesOf(resource({ title: 'x' }), resource({ title: 'X' })).length, 1);
    const typed = (type: string) => resource({ emails: [{ value: 'a', type }] });
    assert.deepEqual(changesOf(typed('work'), typed('Work')).length, 1);
  });

  it('is cut where it is too long to be read', () => {
    const [change] = changesOf(resource(), resource({ title: 'x'.repeat(10_000) }));
    assert.equal(String(change?.after).length, 300);
    const many = Array.from({ length: 500 }, (_, place) => ({ value: `v${place}` }));
    const changes = changesOf(resource(), resource({ roles: many }));
    assert.equal(changes.length, 101);
    assert.equal(changes.at(-1)?.after, '400 more');
  });

  it('is called by what it means', () => {
    const say = (before: Resource, after: Resource) => {
      const { verb, reason } = verdictOf(before, after, changesOf(before, after));
      return `${verb}: ${reason}`;
    };
    const off = resource({ active: false });
    assert.equal(say(resource(), resource()), 'skip: Nothing to change.');
    assert.match(say(resource(), off), /^disable: Disabled/);
    assert.equal(say(off, resource({ title: 'x' })), 'update: Enabled again. Updated: title.');
    assert.equal(
      say(off, resource({ active: false, title: 'x', nickName: 'y' })),
      'update: Updated: title and nickName.',
    );
  });
});

describe('which account a new person is', () => {
  const met = (id: string, email: string, more: Partial<Met['directory']> & { mergedInto?: string } = {}): Met => {
    const { mergedInto, ...directory } = more;
    return {
      _id: id,
      displayName: id,
      email,
      emailLower: email,
      directory: { folded: { userName: email }, listed: true, version: 1, changedAt: new Date(), ...directory },
      ...(mergedInto ? { mergedInto } : {}),
    };
  };
  const gone = (id: string, email: string, externalId: string): Met => {
    const { directory, ...person } = met(id, email);
    const { listed: _, ...identity } = directory;
    return { ...person, directory: { ...identity, folded: { userName: email, externalId } } };
  };
  const wanted = { userName: 'u', email: 'e', externalId: 'x' };
  const say = (...found: Met[]) => {
    const match = matchOf(found, wanted);
    if (match.kind === 'none') return 'none';
    if (match.kind === 'merged') return `merged ${match.into}`;
    return match.kind === 'taken'
      ? `taken ${match.attribute} ${match.person._id}`
      : `${match.kind} ${match.person._id}`;
  };

  it('is nobody, or the account by hand with the address or else the name', () => {
    assert.equal(say(), 'none');
    assert.equal(say(met('a', 'e')), 'link a');
    assert.equal(say(met('a', 'u')), 'link a');
  });

  it('is refused when a provisioned one has either, or two by hand have one each', () => {
    assert.equal(say(met('a', 'e', { connection: 'd' })), 'taken email a');
    assert.equal(say(met('a', 'u', { connection: 'd' })), 'taken userName a');
    assert.equal(say(met('a', 'u'), met('b', 'e')), 'taken userName a');
  });

  it('is who was deleted, by the directory’s id before the address, unless that is another’s', () => {
    assert.equal(say(gone('a', 'e', 'y')), 'return a');
    assert.equal(say(gone('a', 'z', 'x')), 'return a');
    assert.equal(say(gone('a', 'z', 'x'), gone('b', 'e', 'y')), 'taken email b');
    assert.equal(say(gone('a', 'e', 'x'), met('b', 'u')), 'link b');
  });

  it('is the one that merges have made of it', () => {
    assert.equal(say(met('a', 'k', { connection: 'd', aliases: ['e'] })), 'merged a');
    assert.equal(say({ ...gone('a', 'z', 'x'), mergedInto: 'k' }), 'merged k');
    assert.equal(say(met('a', 'k', { aliases: ['u'] }), met('b', 'e')), 'link b');
  });
});

describe('what a person needs', () => {
  it('is all six attributes, or the four of the short list', () => {
    const all = [
      'userName',
      'emails[type eq "work"].value',
      'displayName',
      'active',
      'name.givenName',
      'name.familyName',
    ];
    assert.deepEqual(missingOf({}, 'all'), all);
    assert.deepEqual(missingOf({}, 'short'), all.slice(0, 4));
    assert.deepEqual(
      missingOf({ userName: ' ', active: false, displayName: 'x', name: { givenName: '' } }, 'all').length,
      4,
    );
  });

  it('is an address for work: one of no type will do, one for home will not', () => {
    const address = 'emails[type eq "work"].value';
    const lacks = (...emails: Values[]) => missingOf({ emails }, 'all').includes(address);
    assert.equal(lacks({ value: 'k@home.example', type: 'home', primary: true }), true);
    assert.equal(lacks({ value: 'k@home.example', type: 'home' }, { value: 'k@work.example', type: 'Work' }), false);
    assert.equal(lacks({ value: 'k@work.example' }), false);
    const two: Values[] = [
      { value: 'old@work.example', type: 'work' },
      { value: 'new@work.example', type: 'work', primary: true },
    ];
    assert.equal(personFields(resource({ emails: two })).email, 'new@work.example');
    const emails: Values[] = [{ value: 'k@home.example', type: 'home', primary: true }, { value: 'k@work.example' }];
    assert.equal(personFields(resource({ emails })).email, 'k@work.example');
  });
});

describe('the language and time zone that a directory gives', () => {
  it('are taken where they mean something', () => {
    assert.deepEqual(settingsOf(resource({ locale: 'nl_NL', timezone: 'UTC' })), { locale: 'nl-NL', timeZone: 'UTC' });
    assert.deepEqual(settingsOf(resource({ preferredLanguage: 'de' })), { locale: 'de' });
    const odd = { locale: 'no such thing', preferredLanguage: 'x'.repeat(100), timezone: 'Mars/Olympus' };
    assert.deepEqual(settingsOf(resource(odd)), {});
  });

  it('change what they gave before and not what the person has by another way', () => {
    const [before, after] = [resource({ locale: 'nl-NL' }), resource({ locale: 'de-DE' })];
    assert.deepEqual(settingsChange({ locale: 'nl-NL' }, before, after), { locale: 'de-DE' });
    assert.deepEqual(settingsChange({}, before, after), { locale: 'de-DE' });
    assert.deepEqual(settingsChange({ locale: 'fr-FR' }, before, after), {});
  });
});
