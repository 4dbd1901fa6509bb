import type { EventData, Item, Recipient } from './contract.ts';
import type { Notice } from './outbox.ts';

export type Letter = { subject: string; text: string; html: string | undefined };

/** `settingsLink` leads to the settings in the tab; absent where there is no address for them. */
export type Product = { name: string; teamsLink: string; settingsLink?: string };
type Input = { items: Item[]; recipient: Recipient; why: string | undefined; product: Product };

const shown = 10;

/** The mail that goes out in place of a card: subject says who and what, one button, and why it came. */
export function notificationLetter({ items, recipient, why, product }: Input): Letter {
  const [first] = items;
  const single = items.length === 1 && first ? first : undefined;
  const subject = clip(single ? headline(single) : `${items.length} candidates need your eye`, 150);
  const button = single
    ? openLink(single.data, product)
    : { label: `Open ${product.name} in Teams`, url: product.teamsLink };
  const because = `You get this by e-mail because ${why ?? 'Teams could not be reached'}. Notifications come to Teams again as soon as the app is there.`;
  const blocks = items.slice(0, shown).map(item => ({ title: headline(item), lines: details(item, recipient) }));
  const rest = items.length > shown ? `And ${items.length - shown} more.` : undefined;
  const text = [
    `Hello ${recipient.givenName},`,
    ...blocks.map(block => [block.title, ...block.lines].join('\n')),
    ...(rest ? [rest] : []),
    `${button.label}: ${button.url}`,
    `--\n${because}`,
  ].join('\n\n');
  return {
    subject,
    text,
    html: page({ greeting: `Hello ${recipient.givenName},`, blocks, rest, button, because, product: product.name }),
  };
}

/** A mail of words about the product itself. */
export function noticeLetter({ subject, text, opens }: Notice, product: Product): Letter {
  const button = noticeButton(opens, product);
  return { subject, text: button ? `${text}\n\n${button.title}: ${button.url}` : text, html: undefined };
}

export function noticeButton(opens: Notice['opens'], product: Product): { title: string; url: string } | undefined {
  return opens && { title: `Open the settings of ${product.name}`, url: product.settingsLink ?? product.teamsLink };
}

function headline({ type, data }: Item): string {
  const who = data.candidate.fullName;
  const job = data.job.title;
  if (type === 'candidate.matched') return `${who} matches ${job}`;
  if (type === 'candidate.referred') return `${who} was referred for ${job}`;
  if (type === 'candidate.recommended') return `${who} was recommended for ${job}`;
  return `Action needed: ${who}, ${job}`;
}

function details({ time, data }: Item, { locale, timeZone }: Recipient): string[] {
  const since = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(time);
  const { headline: role, location } = data.candidate;
  return [
    [role, location].filter(Boolean).join(', '),
    data.employee ? `By ${data.employee.displayName ?? data.employee.email}` : '',
    data.note ? `“${data.note}”` : '',
    data.reason ?? '',
    data.score === undefined ? '' : `Match: ${data.score} of 100`,
    `Since ${since}`,
  ].filter(line => line !== '');
}

function openLink({ candidate, job }: EventData, product: Product): { label: string; url: string } {
  if (candidate.profileUrl) return { label: `Open ${candidate.fullName}'s profile`, url: candidate.profileUrl };
  if (job.url) return { label: `Open ${job.title}`, url: job.url };
  return { label: `Open ${product.name} in Teams`, url: product.teamsLink };
}

type Page = {
  greeting: string;
  blocks: { title: string; lines: string[] }[];
  rest: string | undefined;
  button: { label: string; url: string };
  because: string;
  product: string;
};

function page({ greeting, blocks, rest, button, because, product }: Page): string {
  const sections = blocks.map(
    ({ title, lines }) =>
      `<h2 style="font-size:18px;line-height:24px;margin:24px 0 8px">${escapeHtml(title)}</h2>${lines.map(line => `<p style="margin:0 0 4px">${escapeHtml(line)}</p>`).join('')}`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(product)}</title></head>
<body style="margin:0;padding:24px 12px;font-family:'Segoe UI',Arial,sans-serif;font-size:15px;line-height:22px;color:#242424;background:#f5f5f5">
<div role="article" style="max-width:600px;margin:0 auto;background:#ffffff;border-radius:8px;padding:24px">
<p style="margin:0">${escapeHtml(greeting)}</p>
${sections.join('\n')}
${rest ? `<p style="margin:16px 0 0">${escapeHtml(rest)}</p>` : ''}
<p style="margin:24px 0 8px"><a href="${escapeHtml(button.url)}" style="display:inline-block;background:#4f52b2;color:#ffffff;text-decoration:none;border-radius:4px;padding:12px 20px;font-weight:600">${escapeHtml(button.label)}</a></p>
<p style="margin:0;font-size:13px;line-height:18px;color:#616161;word-break:break-all">${escapeHtml(button.url)}</p>
<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e0e0e0;font-size:13px;line-height:18px;color:#616161">${escapeHtml(because)}</p>
</div></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

function clip(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}
