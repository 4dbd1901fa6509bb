import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { gathered } from '#core/provisioning/gather.ts';
import { inTurn } from '#core/provisioning/in-turn.ts';

const away = Object.assign(new Error('gone'), { name: 'MongoNetworkError' });

describe('writes that come together', () => {
  it('are done together while others are under way, each with its own answer, and apart by organization', async () => {
    const seen: number[][] = [];
    const double = gathered(async (items: number[]) => {
      seen.push(items);
      await sleep(5);
      return items.map(item => item * 2);
    });
    const answers = await Promise.all([...[1, 2, 3].map(item => double('org_1', item)), double('org_2', 4)]);
    assert.deepEqual(answers, [2, 4, 6, 8]);
    assert.deepEqual(seen, [[1], [4], [2, 3]]);
    assert.equal(await double('org_1', 5), 10);
  });

  it('are many at most, and none is lost', async () => {
    const sizes: number[] = [];
    const same = gathered(async (items: number[]) => {
      sizes.push(items.length);
      await sleep(1);
      return items;
    });
    const asked = Array.from({ length: 60 }, (_, place) => place);
    assert.deepEqual(await Promise.all(asked.map(item => same('org_1', item))), asked);
    assert.deepEqual(sizes, [1, 25, 25, 9]);
  });

  it('are done one by one where they fail together, so that one harms no other', async () => {
    const work = gathered(async (items: number[]) => {
      await sleep(1);
      if (items.includes(2)) throw new Error(`not 2 of ${items.length}`);
      return items;
    });
    const [one, two, three] = await Promise.allSettled([1, 2, 3].map(item => work('org_1', item)));
    assert.deepEqual([one?.status, three?.status], ['fulfilled', 'fulfilled']);
    assert.equal(two?.status === 'rejected' && two.reason.message, 'not 2 of 1');
  });

  it('fail all at once while the database is away, and go on once it is back', async () => {
    let gone = true;
    let tries = 0;
    const work = gathered(async (items: number[]) => {
      tries += 1;
      await sleep(1);
      if (gone) throw away;
      return items;
    });
    const asked = await Promise.allSettled(Array.from({ length: 60 }, (_, place) => work('org_1', place)));
    assert.ok(asked.every(each => each.status === 'rejected' && each.reason === away));
    assert.equal(tries, 1);
    gone = false;
    assert.equal(await work('org_1', 7), 7);
  });
});

describe('work for one key', () => {
  it('is done in turn, also after a failure, and beside work for another', async () => {
    const order: string[] = [];
    const step = (key: string, name: string, error?: Error) =>
      inTurn(key, async () => {
        order.push(`${name} begins`);
        await sleep(2);
        order.push(`${name} ends`);
        if (error) throw error;
      });
    const failed = step('a', 'one', new Error('no')).catch(error => error.message);
    await Promise.all([step('a', 'two'), step('b', 'other')]);
    assert.equal(await failed, 'no');
    const own = order.filter(line => !line.startsWith('other'));
    assert.deepEqual(own, ['one begins', 'one ends', 'two begins', 'two ends']);
    assert.ok(order.indexOf('other begins') < order.indexOf('one ends'));
  });

  it('fails for all who wait while the database is away, and goes on once it is back', async () => {
    let tries = 0;
    const work = () =>
      inTurn('a', async () => {
        tries += 1;
        await sleep(1);
        throw away;
      });
    const asked = await Promise.allSettled([work(), work(), work()]);
    assert.ok(asked.every(each => each.status === 'rejected' && each.reason === away));
    assert.equal(tries, 1);
    assert.equal(await inTurn('a', async () => 7), 7);
  });
});
