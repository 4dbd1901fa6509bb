import { el } from './element.ts';
import { icon } from './icons.ts';

type Line = { place: string; words: string };

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const get = (value: unknown, ...names: string[]): unknown => {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const name of names) {
    const found: unknown = Reflect.get(value, name);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The faults that a problem document lists, whatever it calls them (RFC 9457 leaves that open). */
export const faultsIn = (body: unknown): Line[] => {
  const listed = get(body, 'errors', 'fields', 'issues', 'invalidParams', 'invalid-params');
  if (Array.isArray(listed))
    return listed.map(one => {
      const path = get(one, 'field', 'path', 'pointer', 'parameter', 'name');
      const index = text(get(one, 'index'));
      const place = Array.isArray(path) ? path.join('.') : text(path);
      const words = text(get(one, 'message', 'detail', 'reason', 'title')) || text(one) || 'is not right';
      return { place: `${index === '' ? '' : `event ${index}: `}${place}`, words };
    });
  if (typeof listed === 'object' && listed !== null)
    return Object.entries(listed).map(([place, words]) => ({ place, words: text(words) || JSON.stringify(words) }));
  return [];
};

const names: Record<number, string> = {
  200: 'OK',
  202: 'Accepted',
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Unprocessable',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
};

/** What the product answered to an event, in words first. */
export const drawAnswer = (status: number, body: unknown, ...more: Node[]): HTMLElement => {
  const good = status >= 200 && status < 300;
  const reason = text(get(body, 'detail')) || text(get(body, 'title', 'message'));
  const outcome = status === 202 ? 'Stored; a card follows.' : good ? 'Taken.' : reason || 'The event was not taken.';
  const lines = good ? [] : faultsIn(body);
  return el(
    'div',
    { class: `notice answer ${good ? 'good' : 'bad'}`, 'data-status': status },
    icon(good ? 'done' : 'warning'),
    el(
      'div',
      {},
      el('p', {}, el('strong', {}, `${status} ${names[status] ?? ''}`.trim()), ` – ${outcome}`),
      lines.length > 0 &&
        el(
          'ul',
          {},
          ...lines.map(line => el('li', {}, line.place !== '' && el('code', {}, line.place), ` ${line.words}`)),
        ),
      ...more,
      el(
        'details',
        {},
        el('summary', {}, 'The whole answer'),
        el('pre', { tabindex: 0 }, body === undefined || body === '' ? '(no body)' : JSON.stringify(body, null, 2)),
      ),
    ),
  );
};
