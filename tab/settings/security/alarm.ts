import type { Burst } from './Burst.tsx';

const alarmMs = 7 * 86_400_000;

/** Whether a burst is shown as an alarm: for a week, unless it was intended. */
export function isAlarming({ intended, to }: Burst, now: number): boolean {
  return !intended && now - Date.parse(to) < alarmMs;
}
