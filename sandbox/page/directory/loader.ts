import { inWords } from '../api.ts';
import { el, type Item } from '../element.ts';
import { change } from '../model.ts';

/** Asks when the question is another one than before, and draws anew with the answer; the newest question counts. */
export const makeLoader = <Answer>() => {
  let asked = '';
  let answer: Answer | undefined;
  let failure = '';
  return {
    ask(question: string, load: () => Promise<Answer>): void {
      if (question === asked) return;
      asked = question;
      const settle = (found: Answer | undefined, words: string): void => {
        if (asked !== question) return;
        answer = found ?? answer;
        failure = words;
        change();
      };
      load().then(
        found => settle(found, ''),
        error => settle(undefined, inWords(error)),
      );
    },
    answer: () => answer,
    /** What went wrong, as a part of the panel; none while all is well. */
    failed: (): Item[] =>
      failure === ''
        ? []
        : [
            {
              key: 'bad',
              signature: failure,
              build: () => el('p', { class: 'notice bad', role: 'alert' }, failure),
            },
          ],
    forget(): void {
      asked = '';
      answer = undefined;
      failure = '';
    },
  };
};
