import type { Config } from '#env/config.ts';

export type About = Pick<Config, 'APP_NAME' | 'SUPPORT_EMAIL'>;
export type PageContent = { title: string; body: string };

const places = [
  ['/help', 'Help'],
  ['/support', 'Support'],
  ['/privacy', 'Privacy'],
  ['/terms', 'Terms'],
] as const;

/** A page of text that is open to all and works without scripts. `body` is HTML. */
export function page({ APP_NAME }: About, { title, body }: PageContent, here?: string): string {
  const name = escapeHtml(APP_NAME);
  const links = places.map(([path, label]) => {
    const current = path === here ? ' aria-current="page"' : '';
    return `<li><a href="${path}"${current}>${label}</a></li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} – ${name}</title>
<link rel="stylesheet" href="/assets/pages.css">
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header>
<p class="name">${name} <span>for Microsoft 365</span></p>
<nav aria-label="Pages"><ul>${links.join('')}</ul></nav>
</header>
<main id="content">
${body}
</main>
</body>
</html>
`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/** How to reach whoever runs the product, as HTML. */
export function contact({ APP_NAME, SUPPORT_EMAIL }: About): string {
  if (SUPPORT_EMAIL === undefined)
    return `the colleague who brought ${escapeHtml(APP_NAME)} to your company, or your IT department`;
  const address = escapeHtml(SUPPORT_EMAIL);
  return `<a href="mailto:${address}">${address}</a>`;
}
