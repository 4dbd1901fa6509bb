import { useState } from 'react';
import type { Burst } from './Burst.tsx';

const alarmMs = 7 * 86_400_000;
const key = 'burst-intended';

/** Whether a burst is shown as an alarm: for a week, unless somebody here has said that it was intended. */
export function useAlarm(burst: Burst | undefined): { alarming: boolean; dismiss: () => void } {
  const [intended, setIntended] = useState(read);
  const alarming = burst !== undefined && burst.from !== intended && Date.now() - Date.parse(burst.to) < alarmMs;
  const dismiss = () => {
    if (!burst) return;
    setIntended(burst.from);
    try {
      localStorage.setItem(key, burst.from);
    } catch {
      // A frame may have no storage: then it is so until the page is left.
    }
  };
  return { alarming, dismiss };
}

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
