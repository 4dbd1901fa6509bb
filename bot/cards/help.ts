import { words } from '../words.ts';
import type { Message } from './card.ts';
import { card, execute, heading, plain, run, text } from './elements.ts';

type Parts = { appName: string; supportEmail: string | undefined; lead?: string };

export function helpCard({ appName, supportEmail, lead }: Parts): Message {
  const support = supportEmail ? `${words.helpSupport(supportEmail)} ` : '';
  const body = [
    ...(lead ? [text(lead)] : []),
    heading(words.helpTitle),
    ...words.commands.map(([command, meaning]) =>
      plain([run(command, { weight: 'bolder' }), run(` – ${meaning}`)], { spacing: 'small' }),
    ),
    plain([run(`${support}${words.approval(appName)}`, { size: 'small', isSubtle: true })], { separator: true }),
  ];
  const actions = [
    execute(words.buttons.status, 'status'),
    execute(words.buttons.settings, 'settings'),
    execute(words.buttons.pause, 'pause-choices'),
  ];
  return { summary: lead ?? words.helpTitle, card: card(body, actions) };
}
