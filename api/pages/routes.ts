import type { Request, Response } from 'restify';
import { answer } from '../answer.ts';
import { getAndHead } from '../operations.ts';
import type { Route } from '../route.ts';
import { textPolicy } from '../security-headers.ts';
import { type About, page } from './page.ts';
import { stylesheet } from './stylesheet.ts';
import { help, privacy, support, terms, type Write } from './texts.ts';

const texts: Record<string, Write> = { '/privacy': privacy, '/terms': terms, '/support': support, '/help': help };

const anHour = { 'Cache-Control': 'public, max-age=3600' };

/** The pages that a store's listing links to, readable without signing in. */
export function pageRoutes({ APP_NAME, SUPPORT_EMAIL }: About): Route[] {
  const about = { APP_NAME, SUPPORT_EMAIL };
  const pages = Object.entries(texts).flatMap(([path, write]) => {
    const html = page(about, write(about), path);
    return getAndHead(path, async (_req: Request, res: Response) => {
      res.setHeader('Content-Security-Policy', textPolicy());
      answer(res, 200, 'text/html; charset=utf-8', html, anHour);
    });
  });
  const css = getAndHead('/assets/pages.css', async (_req: Request, res: Response) =>
    answer(res, 200, 'text/css; charset=utf-8', stylesheet, anHour),
  );
  return [...pages, ...css];
}
