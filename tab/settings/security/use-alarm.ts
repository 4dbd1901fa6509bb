import { useState } from 'react';
import type { Burst } from './Burst.tsx';

const alarmMs = 7 * 86_400_000;
const key = 'burst-intended';

/** A burst that somebody here has said was intended, as large as it was then. */
type Intended = Pick<Burst, 'from' | 'count'>;

/** Whether a burst is shown as an alarm: for a week, unless it was intended and has not become another one since. */
export function useAlarm(burst: Burst | undefined): { alarming: boolean; dismiss: () => void } {
  const [intended, setIntended] = useState(read);
  const alarming = burst !== undefined && !isIntended(burst, intended) && Date.now() - Date.parse(burst.to) < alarmMs;
  const dismiss = () => {
    if (!burst) return;
    const { from, count } = burst;
    setIntended({ from, count });
    try {
      localStorage.setItem(key, JSON.stringify({ from, count }));
    } catch {
      // A frame may have no storage: then it is so until the page is left.
    }
  };
  return { alarming, dismiss };
}

/** As many again as the guard allows were not known of when it was said. */
function isIntended({ from, count, threshold }: Burst, intended: Intended | undefined): boolean {
  return intended?.from === from && count - intended.count <= threshold;
}

function read(): Intended | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return undefined;
    const [from, count] = [Reflect.get(kept, 'from'), Reflect.get(kept, 'count')];
    return typeof from === 'string' && typeof count === 'number' ? { from, count } : undefined;
  } catch {
    return undefined;
  }
}
