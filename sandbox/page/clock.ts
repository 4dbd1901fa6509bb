const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const long = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' });

/** 10:04 */
export const timeOf = (at: string): string => clock.format(new Date(at));

/** Today, Yesterday, or Monday, January 5. */
export const dayOf = (at: string): string => {
  const day = new Date(at);
  const today = new Date();
  const nights = Math.round((new Date(today).setHours(0, 0, 0, 0) - new Date(day).setHours(0, 0, 0, 0)) / 86_400_000);
  return nights === 0 ? 'Today' : nights === 1 ? 'Yesterday' : long.format(day);
};
