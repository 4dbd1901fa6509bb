import { words as en } from './en.ts';

const plain = [...'AaBCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz'];
const accented = [...'ÅåßÇçĐðÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž'];

/** Words with accents that are two fifths longer, so that what is cut off or not translated is seen. */
export function pseudo(text: string): string {
  let depth = 0;
  let longer = '';
  for (const part of text.split(/([{}])/)) {
    if (part === '{') depth += 1;
    else if (part === '}') depth -= 1;
    // An even depth is text, an odd one an argument: {count, plural, one {# open}}.
    const shown = depth % 2 === 0 && part !== '{' && part !== '}';
    longer += shown ? stretch(part) : part;
  }
  return longer;
}

function stretch(text: string): string {
  const drawn = text.replace(/\p{L}/gu, letter => accented[plain.indexOf(letter)] ?? letter);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters < 2 ? drawn : drawn.replace(/\p{L}+(?=\P{L}*$)/u, word => word + '~'.repeat(Math.ceil(letters * 0.4)));
}

/** Stands for the locale en-XA and is loaded for no other. */
export const words = Object.fromEntries(Object.entries(en).map(([key, text]) => [key, pseudo(text)]));
