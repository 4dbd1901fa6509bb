import type { PauseChoice } from './clock.ts';

export type Command =
  | { name: 'hello' | 'help' | 'status' | 'resume' | 'settings' | 'sign-in' | 'sign-out' | 'thanks' }
  | { name: 'pause'; choice: PauseChoice | undefined }
  | { name: 'follow' | 'unfollow'; text: string }
  | { name: 'unknown' };

const words: Record<string, Exclude<Command, { name: 'pause' | 'follow' | 'unfollow' | 'unknown' }>['name']> = {
  hi: 'hello',
  hello: 'hello',
  hey: 'hello',
  'good morning': 'hello',
  'good afternoon': 'hello',
  'good evening': 'hello',
  start: 'hello',
  help: 'help',
  commands: 'help',
  'what can you do': 'help',
  status: 'status',
  resume: 'resume',
  unpause: 'resume',
  continue: 'resume',
  settings: 'settings',
  preferences: 'settings',
  notifications: 'settings',
  'sign in': 'sign-in',
  signin: 'sign-in',
  'log in': 'sign-in',
  login: 'sign-in',
  'sign out': 'sign-out',
  signout: 'sign-out',
  'log out': 'sign-out',
  logout: 'sign-out',
  stop: 'sign-out',
  thanks: 'thanks',
  'thank you': 'thanks',
  thx: 'thanks',
  ok: 'thanks',
  okay: 'thanks',
  great: 'thanks',
};

const pauses: Record<string, PauseChoice> = {
  '1h': 'hour',
  '1 h': 'hour',
  '1 hour': 'hour',
  'an hour': 'hour',
  hour: 'hour',
  today: 'today',
  tomorrow: 'tomorrow',
  week: 'week',
  'a week': 'week',
  '1 week': 'week',
  '1w': 'week',
};

/** What a person has asked for, in any case and with any punctuation around it. */
export function readCommand(message: string): Command {
  const text = message.normalize('NFKC').replace(/\s+/g, ' ').trim();
  const named = /^(follow|unfollow) (.+)$/i.exec(text);
  if (named?.[1] && named[2])
    return { name: named[1].toLowerCase() === 'follow' ? 'follow' : 'unfollow', text: unquote(named[2]) };
  const plain = text
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number} ]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .replace(/^(?:please )|(?: please)$/g, '');
  if (plain === 'follow' || plain === 'unfollow') return { name: plain, text: '' };
  if (plain === 'pause' || plain.startsWith('pause ')) {
    const length = plain
      .slice('pause'.length)
      .trim()
      .replace(/^(?:for|until) /, '');
    return { name: 'pause', choice: Object.hasOwn(pauses, length) ? pauses[length] : undefined };
  }
  const name = Object.hasOwn(words, plain) ? words[plain] : undefined;
  return name ? { name } : { name: 'unknown' };
}

function unquote(text: string): string {
  return text.replace(/^["'“”‘’]+|["'“”‘’.!?]+$/g, '').trim();
}
