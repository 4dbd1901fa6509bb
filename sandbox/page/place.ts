import { keep, keptLanguage, keptShape, languageOf, shapeOf } from './app-choices.ts';
import { change, model, type Panel, type Place, type Room, type View } from './model.ts';

const views: View[] = ['people', 'chat', 'app', 'event', 'directory', 'mail', 'faults'];

export const isPanel = (view: View): view is Panel => view !== 'people' && view !== 'chat' && view !== 'app';

/** A panel can be looked at from either room. */
const roomOf = (view: View, room: Room): Room => (isPanel(view) ? room : view === 'app' ? 'app' : 'chat');

const read = (): Place => {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const person = wanted.get('person');
  const mail = wanted.get('mail');
  const view = views.find(name => name === wanted.get('panel')) ?? (person ? model.place.view : 'chat');
  return {
    view,
    ...(person ? { person } : {}),
    ...(mail ? { mail } : {}),
    room: roomOf(view, wanted.get('room') === 'app' ? 'app' : 'chat'),
    tab: wanted.get('tab') === 'chat' ? 'chat' : 'home',
    shape: shapeOf(wanted.get('shape')) ?? keptShape(),
    language: languageOf(wanted.get('language')) ?? keptLanguage(),
  };
};

const take = (place: Place): void => {
  change({ place, panel: isPanel(place.view) ? place.view : model.panel });
};

/** Goes to a person, a part of the page or a mail; what is not named stays, but for the mail. */
export const go = (part: Partial<Place>, replace = false): void => {
  const person = part.person ?? model.place.person;
  const { mail: _left, ...before } = model.place;
  const view = part.view ?? before.view;
  const place: Place = {
    ...before,
    ...part,
    view,
    ...(person ? { person } : {}),
    room: roomOf(view, part.room ?? before.room),
  };
  keep(place);
  const inApp = { room: place.room, tab: place.tab, shape: place.shape, language: place.language };
  const hash = new URLSearchParams({
    ...(person ? { person } : {}),
    panel: place.view,
    ...(place.room === 'app' ? inApp : {}),
    ...(part.mail ? { mail: part.mail } : {}),
  });
  history[replace ? 'replaceState' : 'pushState'](null, '', `#${hash.toString()}`);
  take(place);
};

export const followHash = (): void => {
  addEventListener('hashchange', () => take(read()));
  addEventListener('popstate', () => take(read()));
  take(read());
};

const medium = matchMedia('(max-width: 1099px)');
const small = matchMedia('(max-width: 719px)');

/** How much the page can show side by side: three columns, two, or one. */
export const columns = (): 1 | 2 | 3 => (small.matches ? 1 : medium.matches ? 2 : 3);

export const onColumns = (listener: () => void): void => {
  medium.addEventListener('change', listener);
  small.addEventListener('change', listener);
};

/** The part that the switch marks as shown. */
export const shownView = (): View => {
  const { view } = model.place;
  if (columns() === 3) return isPanel(view) ? view : model.panel;
  return columns() === 2 && view === 'people' ? 'chat' : view;
};
