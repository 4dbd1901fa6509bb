import { useCallback, useMemo, useState } from 'react';
import type { HomeEvent } from '#api/home/contract.ts';
import type { Me } from '#api/me/contract.ts';
import { announce } from '../announce.ts';
import { type Fault, faultFrom } from '../api.ts';
import { useClock, useData, useWords } from '../context.ts';
import type { Key } from '../words.ts';
import { placeEvent } from './place-event.ts';
import { titleOf } from './sentences.ts';

/** What was done here a moment ago, shown in the event's place with a way back. */
export type Settled = { event: HomeEvent; index: number; text: string };
export type Failed = { text: string; fault: Fault };

type Deed = { path: string; body?: unknown; after: HomeEvent; fault: Key; done: string; settled?: Settled };

const turns = new Map<string, Promise<unknown>>();

/** One request after the other for each event: an undo must not overtake what it undoes. */
async function inTurn<T>(id: string, request: () => Promise<T>): Promise<T> {
  const mine = (turns.get(id) ?? Promise.resolve()).then(request, request);
  turns.set(id, mine);
  return mine.finally(() => {
    if (turns.get(id) === mine) turns.delete(id);
  });
}

/** What a person can do with an event. Each shows at once and is taken back when the server refuses. */
export function useActions(me: Me) {
  const { say } = useWords();
  const { api, home } = useData();
  const clock = useClock();
  const [settled, setSettled] = useState<Settled[]>([]);
  const [failed, setFailed] = useState<ReadonlyMap<string, Failed>>(new Map());

  const forget = useCallback((id: string) => {
    setSettled(all => all.filter(({ event }) => event.notification !== id));
  }, []);

  return useMemo(() => {
    const note = (id: string, failure?: Failed) =>
      setFailed(all => {
        const others = [...all].filter(([other]) => other !== id);
        return new Map(failure ? [...others, [id, failure]] : others);
      });

    async function perform({ path, body, after, fault, done, settled: place }: Deed): Promise<void> {
      const id = after.notification;
      note(id);
      forget(id);
      if (place) setSettled(all => [...all, place]);
      try {
        await home.change(
          data => placeEvent(data, after),
          async () => {
            const answer = await inTurn(id, () =>
              api.post<HomeEvent>(`/api/home/notifications/${encodeURIComponent(id)}/${path}`, body),
            );
            return data => placeEvent(data, answer);
          },
        );
        announce(done);
      } catch (error) {
        forget(id);
        const failure = { text: say(fault), fault: faultFrom(error) };
        note(id, failure);
        announce(`${titleOf(after, say)}: ${failure.text}`);
      }
    }

    const indexOf = (event: HomeEvent): number =>
      home.get().data?.needsYou.findIndex(({ notification }) => notification === event.notification) ?? -1;

    return {
      settled,
      failed,
      forget,
      review(event: HomeEvent) {
        const text = say('done.reviewed', { title: titleOf(event, say) });
        const reviewed = { byName: me.displayName, byMe: true, at: new Date().toISOString() };
        const after = { ...event, reviewed };
        const index = indexOf(event);
        return perform({
          path: 'review',
          after,
          fault: 'undone.reviewed',
          done: text,
          settled: { event, index, text },
        });
      },
      snooze(event: HomeEvent, until: Date) {
        const time = clock.moment(until, new Date());
        const text = say('done.snoozed', { title: titleOf(event, say), time });
        const body = { until: until.toISOString() };
        const after = { ...event, snoozedUntil: body.until };
        const index = indexOf(event);
        return perform({
          path: 'snooze',
          body,
          after,
          fault: 'undone.snoozed',
          done: text,
          settled: { event, index, text },
        });
      },
      /** Takes back whichever of the two was done last. */
      undo(event: HomeEvent) {
        const { reviewed, snoozedUntil, ...open } = event;
        const path = reviewed ? 'undo-review' : 'undo-snooze';
        const after = reviewed && snoozedUntil ? { ...open, snoozedUntil } : open;
        const done = say('done.undone', { title: titleOf(event, say) });
        return perform({ path, after, fault: 'undone.undo', done });
      },
    };
  }, [api, clock, failed, forget, home, me, say, settled]);
}

export type Actions = ReturnType<typeof useActions>;
