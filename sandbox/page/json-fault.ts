/** Where a text stops being JSON, and what would have been right there. */
export type JsonFault = { line: number; column: number; offset: number; message: string };

class Stop extends Error {
  offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

const words = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const string = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\u007f)*"/uy;

const scan = (text: string): void => {
  let at = 0;
  const space = () => {
    while (/[\s]/.test(text[at] ?? 'x')) at++;
  };
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) return false;
    at += found[0].length;
    return true;
  };
  const stop = (message: string, offset = at): never => {
    throw new Stop(offset, message);
  };
  /** The end of what was read last: a missing comma belongs there, not on the next line. */
  const lastEnd = () => text.slice(0, at).trimEnd().length;

  const name = () => {
    if (text[at] === '"' && !take(string)) stop('This name has no closing quote, or a character that must be escaped.');
    else if (text[at - 1] !== '"') stop('A name in double quotes is missing here.');
  };

  const list = (close: string, element: () => void) => {
    at++;
    space();
    if (text[at] === close) {
      at++;
      return;
    }
    for (;;) {
      space();
      if (text[at] === close) stop(`There is a comma too many before this ${close}`);
      element();
      space();
      if (text[at] === close) {
        at++;
        return;
      }
      if (at >= text.length) stop(`The text ends before its closing ${close}`);
      if (text[at] !== ',') stop(`A comma or ${close} is missing here.`, lastEnd());
      at++;
    }
  };

  const member = () => {
    name();
    space();
    if (text[at] !== ':') stop('A colon is missing after the name.', lastEnd());
    at++;
    value();
  };

  const value = (): void => {
    space();
    const first = text[at];
    if (first === '{') list('}', member);
    else if (first === '[') list(']', value);
    else if (first === '"') {
      if (!take(string)) stop('This text has no closing quote, or a character that must be escaped.');
    } else if (first === undefined) stop('The text ends where a value should be.');
    else if (!take(words)) stop(first === "'" ? 'Use double quotes, not single ones.' : 'A value is missing here.');
  };

  value();
  space();
  if (at < text.length) stop('There is more after the end of the event.');
};

/** Finds the first fault of a text that should be JSON. */
export const jsonFault = (text: string): JsonFault | undefined => {
  try {
    scan(text);
    return undefined;
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    const before = text.slice(0, stop.offset).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { line: before.length, column, offset: stop.offset, message: stop.message };
  }
};
