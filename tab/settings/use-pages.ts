import { useCallback, useEffect, useRef, useState } from 'react';
import { type Fault, faultFrom } from '../api.ts';
import { useData } from '../context.ts';

/** A list that comes page by page. */
export type Pages<Page> = { pages: Page[]; busy: boolean; fault?: Fault };

/** Loads the first page for an address, and the further ones on demand; another address begins anew. */
export function usePages<Page extends { next?: string | undefined }>(address: string) {
  const { api } = useData();
  const [state, setState] = useState<Pages<Page>>({ pages: [], busy: true });
  const control = useRef<AbortController>(undefined);

  const load = useCallback(
    async (before: Page[]): Promise<Page | undefined> => {
      control.current?.abort();
      const own = new AbortController();
      control.current = own;
      setState(({ pages }) => ({ pages, busy: true }));
      const after = before.at(-1)?.next;
      const path = after === undefined ? address : `${address}&after=${encodeURIComponent(after)}`;
      try {
        const answer = await api.get<Page>(path, { signal: own.signal });
        if (answer === 'unchanged' || own.signal.aborted) return undefined;
        setState({ pages: [...before, answer.data], busy: false });
        return answer.data;
      } catch (error) {
        if (!own.signal.aborted) setState(({ pages }) => ({ pages, busy: false, fault: faultFrom(error) }));
        return undefined;
      }
    },
    [api, address],
  );

  useEffect(() => {
    void load([]);
    return () => control.current?.abort();
  }, [load]);

  return {
    ...state,
    /** Loads the first page again. */
    again: () => load([]),
    /** Loads what comes after the last page; @returns it. */
    more: () => load(state.pages),
    /** Shows a change that has been made, without loading. */
    change: (layer: (page: Page) => Page) => setState(now => ({ ...now, pages: now.pages.map(layer) })),
  };
}

/** The value as it was when it last rested, so that not every key asks the server. */
export function useResting<T>(value: T, ms = 300): T {
  const [resting, setResting] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setResting(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return resting;
}

/** Loads anew once `sign` is another one; without `again`, which is for later, @returns that there is something new. */
export function useFresh(sign: string, again: (() => unknown) | undefined): boolean {
  const seen = useRef(sign);
  const isNew = sign !== seen.current;
  useEffect(() => {
    if (!isNew || !again) return;
    seen.current = sign;
    again();
  }, [isNew, again, sign]);
  return isNew && !again;
}
