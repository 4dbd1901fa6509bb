import { type Logger, pino } from 'pino';

const secret = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'token',
  'secret',
  'code',
  'assertion',
  'email',
  'url',
];

/**
 * The process's logger: JSON lines, without tokens, codes, assertions or e-mail addresses. They are written together, a
 * tenth of a second later at most, and at exit: a write for each costs more than all else of a line.
 */
export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    redact: {
      paths: [...secret, ...secret.map(name => `*["${name}"]`), ...secret.map(name => `*.*["${name}"]`)],
      censor: '[redacted]',
    },
    base: {},
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return pino(options, destination ?? pino.destination({ sync: false, minLength: 4_096, periodicFlush: 100 }));
}
