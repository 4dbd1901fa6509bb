import { byId, el, reconcile } from './element.ts';
import { icon, welcomePicture } from './icons.ts';
import { refresh } from './live.ts';
import { model } from './model.ts';
import { sampleButtons, samplesSignature } from './samples.ts';

const failed = (): HTMLElement =>
  el(
    'div',
    { class: 'notice bad', role: 'alert' },
    icon('warning'),
    el(
      'div',
      {},
      el('h2', {}, 'The sandbox does not answer'),
      el('p', {}, `${model.failure} This page keeps trying.`),
      el('button', { type: 'button', class: 'button', onclick: () => void refresh() }, icon('refresh'), 'Try again'),
    ),
  );

const steps = (): HTMLElement =>
  el(
    'p',
    { class: 'welcome-lead' },
    'This is a small Microsoft 365 that runs on your machine only: people, Teams chats with the Wintro bot, and their ' +
      'mail. Load a sample company, post a candidate event, and press a button on the card that arrives.',
  );

export const drawWelcome = (): void => {
  const host = byId('welcome');
  if (model.load === 'failed') {
    reconcile(host, [{ key: 'failed', signature: model.failure, build: failed }]);
    return;
  }
  reconcile(host, [
    { key: 'picture', signature: '', build: () => el('div', {}, welcomePicture()) },
    { key: 'title', signature: '', build: () => el('h2', {}, 'Try Wintro without a Microsoft tenant') },
    { key: 'lead', signature: '', build: steps },
    {
      key: 'samples',
      signature: samplesSignature(),
      build: () =>
        model.state.samples.length > 0
          ? sampleButtons(true)
          : el('p', { class: 'notice warn' }, 'The sandbox has no sample company to load.'),
    },
  ]);
};
