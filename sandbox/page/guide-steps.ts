import { change } from './model.ts';

/** How far a newcomer has come: post an event, see the card, press its button. */
export const guide = {
  posted: false,
  /** The person whose card arrived first after the post. */
  arrivedFor: '',
  pressed: false,
  dismissed: localStorage.getItem('sandbox-guide') === 'done',
};

export const notePosted = (): void => {
  guide.posted = true;
  change();
};

export const noteArrival = (person: string): void => {
  if (!guide.posted || guide.arrivedFor) return;
  guide.arrivedFor = person;
  change();
};

export const notePressed = (): void => {
  if (!guide.posted) return;
  guide.pressed = true;
  change();
};

export const dismissGuide = (): void => {
  guide.dismissed = true;
  localStorage.setItem('sandbox-guide', 'done');
  change();
};
