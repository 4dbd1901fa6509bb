import { drawApp } from './app.ts';
import { watchArrivals } from './arrivals.ts';
import { drawChat } from './chat.ts';
import type { SandboxCompany } from './contract.ts';
import { byId } from './element.ts';
import { startLive } from './live.ts';
import { change, firstRecruiter, model, onChange, personById } from './model.ts';
import { drawPeople } from './people.ts';
import { columns, followHash, go, onColumns } from './place.ts';
import { drawRail } from './rail.ts';
import { drawSwitch } from './switch.ts';
import { startTheme } from './theme.ts';
import { drawTools } from './tools.ts';
import { entriesOf } from './unread.ts';
import { drawWelcome } from './welcome.ts';

const connections = {
  connecting: 'Connecting',
  live: 'Live',
  polling: 'Live, checking every 2 s',
  offline: 'Reconnecting',
} as const;

const drawConnection = (): void => {
  const host = byId('connection');
  host.dataset.state = model.connection;
  const words = connections[model.connection];
  if (host.textContent !== words) host.textContent = words;
};

/** A link to somebody who is not there (any more) falls back to the first recruiter. */
const settlePerson = (): void => {
  if (model.load !== 'ready' || model.state.companies.length === 0 || personById(model.place.person)) return;
  const person = firstRecruiter(model.state.companies[0]);
  if (person) go({ person: person.id }, true);
};

/** A company that is still being made in the product: its people are there, but nobody has heard from the bot yet. */
const isUnmade = ({ name, people }: SandboxCompany): boolean =>
  model.state.samples.includes(name) && !people.some(person => entriesOf(person.id).length > 0);

const draw = (): void => {
  settlePerson();
  watchArrivals(model.state);
  const welcome = model.load === 'ready' && model.state.companies.every(isUnmade);
  document.body.dataset.load = welcome ? 'welcome' : model.load;
  document.body.dataset.view = model.place.view;
  document.body.dataset.room = model.place.room;
  document.body.dataset.tab = model.place.tab;
  const person = personById(model.place.person);
  document.title = person ? `${person.name} – Wintro sandbox` : 'Wintro sandbox';
  drawConnection();
  drawWelcome();
  drawPeople();
  drawChat();
  drawApp();
  drawTools();
  drawSwitch();
  drawRail();
};

byId('skip').addEventListener('click', () => {
  const { room } = model.place;
  if (columns() < 3) go({ view: room });
  byId(room).focus();
});

startTheme();
onChange(draw);
onColumns(() => change());
document.addEventListener('visibilitychange', () => change());
followHash();
startLive();
