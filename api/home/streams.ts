import type { Response } from 'restify';
import type { Changes } from '#core/notifications/changes.ts';
import type { Limits } from '#env/limits.ts';
import { HttpError } from '../http-error.ts';
import type { SignedIn } from '../me/authenticate.ts';

export type Streams = { open: (res: Response, signedIn: SignedIn) => void };

type StreamLimits = Pick<Limits, 'CHANGES_APART_MS' | 'CHANGES_HEARTBEAT_MS' | 'CHANGES_PER_PERSON'>;
type Parts = { changes: Changes; limits: StreamLimits; stopping?: AbortSignal };

const changed = 'event: changed\ndata:\n\n';
const again = 'retry: 2000\n\n';

/**
 * Answers with server-sent events: a `changed` after each change, and a comment now and then, so that nobody on the way
 * takes the stream for dead. It ends with what the person signed in with, and when the server stops.
 * Source: HTML Standard §9.2, server-sent events.
 */
export function createStreams({ changes, limits, stopping }: Parts): Streams {
  const byPerson = new Map<string, number>();
  const endings = new Set<() => void>();
  stopping?.addEventListener('abort', () => {
    for (const end of endings) end();
  });

  function count(person: string, difference: 1 | -1): void {
    const streams = (byPerson.get(person) ?? 0) + difference;
    if (streams === 0) byPerson.delete(person);
    else byPerson.set(person, streams);
  }

  return {
    open(res, { ctx, person, until }) {
      if ((byPerson.get(person._id) ?? 0) >= limits.CHANGES_PER_PERSON)
        throw new HttpError(429, 'too-many-streams', 'Too many pages of yours wait for changes at once.', {
          'Retry-After': '30',
        });
      res.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
      const writer = createWriter(res, limits);
      const end = (): void => void res.end();
      const leave = changes.listen(ctx.organization, { person: person._id, changed: writer.changed, dismissed: end });
      const expiry = setTimeout(end, Math.max(0, until.getTime() - Date.now()));
      count(person._id, 1);
      endings.add(end);
      res.once('close', () => {
        leave();
        writer.stop();
        clearTimeout(expiry);
        count(person._id, -1);
        endings.delete(end);
      });
      if (stopping?.aborted) end();
    },
  };
}

/** Writes at most one `changed` in a while, and none into a connection that does not take what is there already. */
function createWriter(res: Response, { CHANGES_APART_MS, CHANGES_HEARTBEAT_MS }: StreamLimits) {
  let timer: NodeJS.Timeout | undefined;
  let missed = false;

  function tell(): void {
    missed = res.writableNeedDrain;
    if (!missed) res.write(changed);
    timer = setTimeout(rest, CHANGES_APART_MS);
  }

  function rest(): void {
    timer = undefined;
    if (missed) tell();
  }

  const heartbeat = setInterval(() => {
    // Not one heartbeat's time was enough to take the few bytes before it: nobody reads any more.
    if (res.writableNeedDrain) res.destroy();
    else res.write(': still here\n\n');
  }, CHANGES_HEARTBEAT_MS);
  res.write(again);

  return {
    changed(): void {
      if (timer) missed = true;
      else tell();
    },
    stop(): void {
      clearTimeout(timer);
      clearInterval(heartbeat);
    },
  };
}
