import { el } from './element.ts';
import { dismissGuide, guide } from './guide-steps.ts';
import { icon } from './icons.ts';
import { model, personById } from './model.ts';
import { columns, go } from './place.ts';

export const guideSignature = (): string => JSON.stringify([guide, model.place.person, model.place.room, columns()]);

type Step = { title: string; done: boolean; action?: HTMLElement };

const openChat = (): HTMLElement | undefined => {
  const person = guide.arrivedFor;
  if (!person || guide.pressed || (columns() === 3 && person === model.place.person && model.place.room === 'chat'))
    return undefined;
  return el(
    'button',
    {
      type: 'button',
      class: 'button',
      onclick: () => {
        go({ person, view: columns() === 3 ? 'event' : 'chat', room: 'chat' });
        document.getElementById('chat')?.focus();
      },
    },
    icon('chat'),
    'See the card',
  );
};

const steps = (): Step[] => {
  const whose = personById(guide.arrivedFor || model.place.person)?.name ?? 'the recruiter';
  const action = openChat();
  return [
    { title: 'Post the example event below', done: guide.posted },
    { title: `A card arrives in ${whose}’s chat`, done: guide.arrivedFor !== '', ...(action ? { action } : {}) },
    { title: 'Press a button on the card and see it change', done: guide.pressed },
  ];
};

/** The three steps a newcomer takes, each ticked off when it has happened. */
export const drawGuide = (): HTMLElement => {
  const all = steps();
  const now = all.findIndex(step => !step.done);
  const states = { done: 'Done: ', now: 'Now: ', later: '' } as const;
  return el(
    'section',
    { class: 'guide', 'aria-label': 'First steps' },
    el(
      'div',
      { class: 'guide-head' },
      el('h3', {}, now < 0 ? 'That is the whole loop' : 'Three steps'),
      el(
        'button',
        {
          type: 'button',
          class: 'button icon',
          'aria-label': 'Hide the first steps',
          title: 'Hide',
          onclick: dismissGuide,
        },
        icon('close'),
      ),
    ),
    el(
      'ol',
      {},
      ...all.map((step, index) => {
        const state = step.done ? 'done' : index === now ? 'now' : 'later';
        return el(
          'li',
          { class: 'step', 'data-state': state },
          el('span', { class: 'step-mark', 'aria-hidden': 'true' }, step.done ? icon('check') : String(index + 1)),
          el(
            'div',
            {},
            el('p', { class: 'step-title' }, el('span', { class: 'unseen' }, states[state]), step.title),
            step.action,
          ),
        );
      }),
    ),
    now < 0 && el('p', { class: 'hint' }, 'Next: write “help” to the bot, or switch on a fault and post again.'),
  );
};
