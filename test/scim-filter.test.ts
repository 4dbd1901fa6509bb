import assert from 'node:assert/strict';
import { compileUserFilter } from '#api/scim/filter.ts';
import { costMs, refused } from './scim-person.ts';

const user = (text: string) => compileUserFilter(text).where;
const fails = (text: string) => refused(() => compileUserFilter(text));

describe('a filter', () => {
  it('keeps precedence: not before and before or', () => {
    const [a, b, c] = ['title pr', 'nickName pr', 'locale pr'];
    assert.deepEqual(user(`${a} or ${b} and ${c}`), { $or: [user(a), { $and: [user(b), user(c)] }] });
    assert.deepEqual(user(`not (${a}) and ${b}`), { $and: [{ $nor: [user(a)] }, user(b)] });
    assert.deepEqual(user(`(${a} OR ${b}) And ${c}`), { $and: [{ $or: [user(a), user(b)] }, user(c)] });
  });

  it('reads strings as JSON has them, and a backslash that stands for itself', () => {
    const title = (literal: string) => JSON.stringify(user(`title eq ${literal}`));
    assert.equal(title(String.raw`"a\"b\\c\u00e9"`), JSON.stringify({ 'directory.folded.title': { $eq: 'a"b\\cé' } }));
    assert.equal(title(String.raw`"corp\ada"`), JSON.stringify({ 'directory.folded.title': { $eq: 'corp\\ada' } }));
    assert.equal(title('"a\nb"'), JSON.stringify({ 'directory.folded.title': { $eq: 'a\nb' } }));
    assert.equal(title('"x\\\\"'), JSON.stringify({ 'directory.folded.title': { $eq: 'x\\' } }));
  });

  it('takes text for text: nothing in it is a pattern or an operator', () => {
    assert.deepEqual(user('title co ".*"'), { 'directory.folded.title': { $regex: '\\.\\*' } });
    assert.deepEqual(user('title sw "$where"'), { 'directory.folded.title': { $regex: '^\\$where' } });
    assert.deepEqual(user('title ew "a\\u0000"'), { 'directory.folded.title': { $regex: 'a\\x00\\z' } });
  });

  it('takes numbers for text, and true, false and null in any letter case', () => {
    assert.deepEqual(user('employeeNumber eq 17'), user('employeeNumber eq "17"'));
    assert.deepEqual(user('active eq True'), user('active eq true'));
    assert.deepEqual(user('title eq NULL'), user('title eq null'));
  });

  it('is refused when it cannot be read', () => {
    for (const text of [
      '',
      ' ',
      'userName',
      'userName eq',
      'userName eq x',
      'userName eq "x',
      '"userName" eq "x"',
      'userName eq "x" and',
      'userName is "x"',
      '(userName pr',
      'userName pr)',
      'emails[type eq "x"',
      'emails[type eq "x"].',
      'emails[type eq "x"].value',
      'emails[type eq "x"]. value pr',
      'emails[type eq "x"]._%value pr',
      'userName pr __proto__ title pr',
      'userName pr constructor title pr',
      'userName eq {"a":1}',
      '__proto__ pr',
      'constructor.prototype pr',
      'userName; eq "x"',
    ])
      assert.match(fails(text), /^400 invalidFilter: ./, text);
  });

  it('has at most 2 kB, 50 terms and 10 levels', () => {
    const terms = (count: number) => Array(count).fill('title pr').join(' or ');
    assert.ok(compileUserFilter(terms(50)));
    assert.match(fails(terms(51)), /more than 50 terms/);
    assert.match(fails(`${'not '.repeat(60)}title pr`), /more than 50 terms/);
    assert.ok(compileUserFilter(`${'('.repeat(10)}title pr${')'.repeat(10)}`));
    assert.match(fails(`${'('.repeat(11)}title pr${')'.repeat(11)}`), /deeper than 10 levels/);
    assert.ok(compileUserFilter(`title eq "${'x'.repeat(2048 - 'title eq ""'.length)}"`));
    assert.match(fails(`title eq "${'é'.repeat(1024)}"`), /longer than 2048 bytes/);
  });

  it('costs little, whatever it is', () => {
    const nasty = [
      `title eq "${'\n'.repeat(2_000)}`,
      `title eq "${'\\'.repeat(2_001)}`,
      `${'"'.repeat(1_999)}`,
      '('.repeat(100_000),
      'a.'.repeat(1_000),
      `${'not '.repeat(49)}title pr`,
      Array(49).fill('(title pr or nickName pr)').join(' and '),
      Array(16).fill('(title pr or locale pr)').join(' and '),
      `title co "${'a'.repeat(900)}" or title ew "${'('.repeat(900)}"`,
    ];
    for (const text of nasty) assert.ok(costMs(() => compileUserFilter(text)) < 100, text.slice(0, 40));
  });
});
