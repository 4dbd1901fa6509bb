import type { Action } from 'adaptivecards';
import { api, inWords } from './api.ts';
import { hostConfig, library } from './card-host.ts';
import { cardHtml } from './card-text.ts';
import { el } from './element.ts';
import { notePressed } from './guide-steps.ts';
import { icon } from './icons.ts';

library.GlobalSettings.setTabIndexAtCardRoot = false;
library.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = cardHtml(text);
  result.didProcess = true;
};

const config = new library.HostConfig(hostConfig);

let actedOn = '';

/** Whether a button of this entry is at work: its successor then gets the focus that the disabled button lost. */
export const takeActed = (activityId: string): boolean => {
  const taken = actedOn === activityId;
  if (taken) actedOn = '';
  return taken;
};

const refusal = (status: number): string => {
  if (status === 401 || status === 403) return 'Wintro refused this action for this person.';
  if (status === 404) return 'Wintro no longer knows this card.';
  if (status === 408 || status === 504) return 'Wintro did not answer in time.';
  if (status === 429) return 'Wintro has too much to do just now.';
  return status >= 500 ? `Wintro failed on this action (${status}).` : `Wintro did not take this action (${status}).`;
};

const openUrl = (address: string | undefined): string => {
  if (!address || !/^https?:\/\//i.test(address)) return 'This button has no web address to open.';
  window.open(address, '_blank', 'noopener,noreferrer');
  return '';
};

const broken = (card: unknown, reason: string): HTMLElement =>
  el(
    'div',
    { class: 'frame card-broken' },
    el('p', {}, el('strong', {}, 'This card cannot be shown. '), reason),
    el(
      'details',
      {},
      el('summary', {}, 'The card as it came'),
      el('pre', { tabindex: 0 }, JSON.stringify(card, null, 2)),
    ),
  );

/** A card with working buttons; what a button answers in words stands below it. */
export const renderCard = (input: { person: string; activityId: string; card: unknown }): HTMLElement => {
  const controls = el('fieldset', { 'aria-label': 'Card from Wintro' });
  const progress = el('div', { role: 'status' });
  const problems = el('div', { class: 'card-error', role: 'alert' });

  const say = (words: string, retry?: () => void) =>
    problems.replaceChildren(
      ...(words === ''
        ? []
        : [
            el(
              'div',
              { class: 'notice bad' },
              icon('warning'),
              el(
                'div',
                {},
                el('p', {}, words),
                retry &&
                  el('button', { type: 'button', class: 'button', onclick: retry }, icon('refresh'), 'Try again'),
              ),
            ),
          ]),
    );

  const run = async (action: { type: string; verb?: string; title?: string }, data: unknown): Promise<void> => {
    const pressed = document.activeElement;
    actedOn = input.activityId;
    say('');
    controls.disabled = true;
    progress.replaceChildren(
      el('p', { class: 'card-note' }, el('span', { class: 'spinner' }), `${action.title ?? 'Working'}…`),
    );
    const again = () => void run(action, data);
    try {
      const answer = await api.act({ person: input.person, activityId: input.activityId, action, data });
      if (answer.status >= 400) say(answer.message ?? refusal(answer.status), again);
      else {
        notePressed();
        if (answer.message) progress.replaceChildren(el('p', { class: 'card-note' }, icon('info'), answer.message));
        else progress.replaceChildren();
        return;
      }
    } catch (error) {
      say(inWords(error), again);
    } finally {
      controls.disabled = false;
      if (controls.isConnected) takeActed(input.activityId);
      if (pressed instanceof HTMLElement && pressed.isConnected && document.activeElement === document.body)
        pressed.focus();
    }
    progress.replaceChildren();
  };

  const execute = (action: Action): void => {
    if (action instanceof library.OpenUrlAction) {
      say(openUrl(action.url));
      return;
    }
    const named = { type: action.getJsonTypeName(), ...(action.title ? { title: action.title } : {}) };
    if (action instanceof library.ExecuteAction) void run({ ...named, verb: action.verb }, action.data ?? {});
    else if (action instanceof library.SubmitAction) void run(named, action.data ?? {});
    else say(`The sandbox does not know the button kind ${named.type}.`);
  };

  try {
    const card = new library.AdaptiveCard();
    card.hostConfig = config;
    card.onExecuteAction = execute;
    card.parse(input.card);
    const rendered = card.render();
    if (!rendered) return broken(input.card, 'It holds nothing that can be drawn.');
    controls.append(rendered);
  } catch (error) {
    return broken(input.card, error instanceof Error ? error.message : 'Its content is not a card.');
  }
  return el('div', { class: 'entry-card' }, el('div', { class: 'frame' }, controls, progress), problems);
};
