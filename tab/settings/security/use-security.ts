import { useEffect, useState } from 'react';
import type { Connection, Security } from '#api/settings/security/contract.ts';
import { announce } from '../../announce.ts';
import type { Api } from '../../api.ts';
import { useData } from '../../context.ts';
import { createFeed } from '../../feed.ts';
import { createStore } from '../../store.ts';
import { useSettingsWords } from '../settings-words.ts';
import { news } from './news.ts';

export const base = '/api/settings/security';

/** How long something that is waited for is looked for every few seconds. */
const patienceMs = 10 * 60_000;
const soonMs = 5_000;
/** While somebody has just come, or has done something here: what they do in the directory meanwhile is to show. */
const lookedAtMs = 10_000;
const laterMs = 30_000;
/** Requests are noted once a minute at most. */
const atWorkMs = 150_000;

const waitedFor: Connection['state'][] = ['waiting', 'connected', 'refused'];

/** Something is waited for, or a directory is at work right now. */
function isMoving({ state, seen }: Connection): boolean {
  return waitedFor.includes(state) || Date.now() - Date.parse(seen.lastRequestAt ?? '') < atWorkMs;
}

export type Looking = ReturnType<typeof createLooking>;

/** What is set and what was measured, brought up to date while it is looked at. */
function createLooking(api: Api) {
  const feed = createFeed<Security>({ load: options => api.get(base, options) });
  /** Whether it is asked every few seconds. */
  const soon = createStore(false);
  let until = Date.now() + patienceMs;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isSoon = () => Date.now() < until && (feed.get().data?.connections.some(isMoving) ?? false);

  const look = async (): Promise<void> => {
    clearTimeout(timer);
    if (!document.hidden) await feed.refresh();
    soon.set(isSoon());
    clearTimeout(timer);
    timer = setTimeout(look, soon.get() ? soonMs : Date.now() < until ? lookedAtMs : laterMs);
  };
  const onShow = () => void (document.hidden || look());

  return {
    feed,
    soon,
    /** Asks now, and every few seconds again. */
    lookNow(): Promise<void> {
      until = Date.now() + patienceMs;
      return look();
    },
    start(): () => void {
      void look();
      document.addEventListener('visibilitychange', onShow);
      return () => {
        feed.stop();
        clearTimeout(timer);
        document.removeEventListener('visibilitychange', onShow);
      };
    },
  };
}

export function useSecurity(): Looking {
  const { api } = useData();
  const say = useSettingsWords();
  const [looking] = useState(() => createLooking(api));
  useEffect(() => looking.start(), [looking]);
  useEffect(
    () => looking.feed.onArrival((before, after) => news(before, after, say).forEach(announce)),
    [looking, say],
  );
  return looking;
}
