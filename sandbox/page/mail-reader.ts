import { dayOf, timeOf } from './clock.ts';
import type { MailEntry } from './contract.ts';
import { el } from './element.ts';
import { icon } from './icons.ts';
import { go } from './place.ts';

/**
 * The frame inherits this page's content security policy, which refuses styles that come as text; the page may set the
 * same styles through the object model. So they are taken out of the text here, and put back by `dress`.
 */
const undress = (html: string): { text: string; sheets: string[] } => {
  const sheets: string[] = [];
  const bare = html
    .replace(/<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi, (_all, sheet: string) => {
      sheets.push(sheet);
      return '';
    })
    .replace(/<[a-z][^>]*>/gi, tag => tag.replace(/\sstyle\s*=/gi, ' data-style='));
  const held = new DOMParser().parseFromString(bare, 'text/html');
  for (const unwanted of held.querySelectorAll('script, link, meta, base')) unwanted.remove();
  return { text: `<!doctype html>${held.documentElement.outerHTML}`, sheets };
};

const dress = (frame: HTMLIFrameElement, sheets: string[]): void => {
  const inside = frame.contentDocument;
  const Sheet = frame.contentWindow && Reflect.get(frame.contentWindow, 'CSSStyleSheet');
  if (!inside || typeof Sheet !== 'function') return;
  for (const element of inside.querySelectorAll<HTMLElement>('[data-style]'))
    element.style.cssText = element.dataset.style ?? '';
  for (const text of sheets) {
    const sheet: CSSStyleSheet = Reflect.construct(Sheet, []);
    sheet.replaceSync(text);
    inside.adoptedStyleSheets.push(sheet);
  }
  for (const link of inside.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  frame.style.height = '0';
  frame.style.height = `${Math.max(160, inside.documentElement.scrollHeight + 2)}px`;
};

const frameFor = (mail: MailEntry): HTMLElement => {
  const frame = el('iframe', {
    class: 'mail-frame',
    sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    title: `The mail “${mail.subject}”`,
  });
  const { text, sheets } = undress(mail.html ?? '');
  frame.addEventListener('load', () => dress(frame, sheets));
  frame.srcdoc = text;
  return frame;
};

/** One mail, as HTML or as its plain text. */
export const drawMail = (mail: MailEntry): HTMLElement => {
  const body = el('div', {});
  const plain = () => el('pre', { class: 'mail-text', tabindex: 0 }, mail.text || '(this mail has no plain text)');
  const choices = [
    { name: 'Formatted', draw: () => frameFor(mail) },
    { name: 'Plain text', draw: plain },
  ].map(({ name, draw }) => {
    const button = el('button', { type: 'button', class: 'segment', 'aria-pressed': 'false' }, name);
    button.addEventListener('click', () => {
      for (const other of choices) other.setAttribute('aria-pressed', String(other === button));
      body.replaceChildren(draw());
    });
    return button;
  });
  if (mail.html) choices[0]?.click();
  else body.replaceChildren(plain());
  return el(
    'article',
    { class: 'mail' },
    el(
      'div',
      { class: 'panel-head' },
      el(
        'button',
        { type: 'button', class: 'button plain', onclick: () => go({ view: 'mail' }) },
        icon('back'),
        'All mail',
      ),
      mail.html !== undefined && el('div', { class: 'segments', role: 'group', 'aria-label': 'Show as' }, ...choices),
    ),
    el('h2', { class: 'mail-subject-line' }, mail.subject || '(no subject)'),
    el(
      'dl',
      { class: 'mail-fields' },
      el('dt', {}, 'From'),
      el('dd', {}, mail.from),
      el('dt', {}, 'To'),
      el('dd', {}, mail.to.join(', ')),
      el('dt', {}, 'Received'),
      el('dd', {}, `${dayOf(mail.at)}, ${timeOf(mail.at)}`),
    ),
    body,
  );
};
