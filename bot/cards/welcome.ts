import { words } from '../words.ts';
import type { Message } from './card.ts';
import { card, execute, plain, run, text } from './elements.ts';
import { clip } from './text.ts';

type Parts = { appName: string; givenName: string; organizationName: string };

export function welcomeCard({ appName, givenName, organizationName }: Parts): Message {
  const greeting = words.welcome(clip(givenName, 60));
  const body = [
    plain([run(greeting, { size: 'large', weight: 'bolder' })]),
    text(words.welcomeText(appName)),
    plain([run(words.welcomeOrganization(clip(organizationName, 100)))]),
    text(`${words.welcomeLimits} ${words.approval(appName)}`, { size: 'small', isSubtle: true, separator: true }),
  ];
  const actions = [
    execute(words.buttons.setNotifications, 'settings', {}, { style: 'positive' }),
    execute(words.buttons.help, 'help'),
  ];
  return { summary: greeting, card: card(body, actions) };
}
