import { el, reconcile } from './element.ts';
import { makeEventForm } from './event-form.ts';
import { drawGuide, guideSignature } from './guide.ts';
import { guide } from './guide-steps.ts';
import { model, personById } from './model.ts';

const form = makeEventForm();

const head = (): HTMLElement =>
  el(
    'div',
    {},
    el('h2', { id: 'post-title', tabindex: -1 }, 'Post an event'),
    el('p', { class: 'panel-lead' }, 'What a matching engine or an applicant tracking system would send to Wintro.'),
  );

export const drawEvent = (host: HTMLElement): void => {
  reconcile(host, [
    { key: 'head', signature: '', build: head },
    ...(guide.dismissed ? [] : [{ key: 'guide', signature: guideSignature(), build: drawGuide }]),
    { key: 'form', signature: '', build: () => form.element },
  ]);
  form.update(personById(model.place.person)?.tenantId);
};
