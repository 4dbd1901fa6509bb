import { words } from '../words.ts';
import type { Message } from './card.ts';
import { card, execute, heading, plain, run, text } from './elements.ts';
import { clip } from './text.ts';

/** For somebody whose Entra tenant belongs to no organization yet: says what to do, and the number it takes. */
export function notConnectedCard({ appName, entraTenantId }: { appName: string; entraTenantId: string }): Message {
  const body = [
    heading(words.notConnectedTitle),
    text(`${words.approval(appName)} ${words.notConnectedText}`),
    plain([run(`${words.tenantId}: `, { weight: 'bolder' }), run(clip(entraTenantId, 60), { fontType: 'monospace' })]),
    text(words.notConnectedAfter),
  ];
  return { summary: words.notConnectedTitle, card: card(body, [execute(words.buttons.connect, 'connect')]) };
}

export function unknownPersonCard({ organizationName }: { organizationName: string }): Message {
  const body = [
    heading(words.unknownPersonTitle),
    plain([run(words.unknownPersonText(clip(organizationName, 100)))]),
    text(words.notConnectedAfter),
  ];
  return { summary: words.unknownPersonTitle, card: card(body, [execute(words.buttons.connect, 'connect')]) };
}

export function inactiveCard({ appName }: { appName: string }): Message {
  const body = [heading(words.inactiveTitle), text(words.inactiveText(appName))];
  return { summary: words.inactiveTitle, card: card(body, [execute(words.buttons.connect, 'connect')]) };
}
