import { byId } from './element.ts';

let clear: ReturnType<typeof setTimeout> | undefined;

/** Says something to people who listen to the page. */
export const announce = (text: string): void => {
  const announcer = byId('announcer');
  const line = document.createElement('p');
  line.textContent = text;
  announcer.append(line);
  clearTimeout(clear);
  clear = setTimeout(() => announcer.replaceChildren(), 6000);
};
