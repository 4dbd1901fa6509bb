import IntlMessageFormat from 'intl-messageformat';
import type { Plugin } from 'vite';

/** A text without arguments, or what the parser made of one that has some. */
export type Message = string | ReturnType<IntlMessageFormat['getAst']>;

/** Parses ICU messages, so that the tab needs no parser. @throws SyntaxError that names the faulty key. */
export function compileWords(words: Record<string, string>): Record<string, Message> {
  return Object.fromEntries(Object.entries(words).map(([key, text]) => [key, compile(key, text)]));
}

function compile(key: string, text: string): Message {
  try {
    const parts = new IntlMessageFormat(text, 'en').getAst();
    const [only] = parts;
    return only && parts.length === 1 && !('options' in only) && 'value' in only && only.type === literal
      ? String(only.value)
      : parts;
  } catch (cause) {
    throw new SyntaxError(`The message "${key}" is not valid ICU: ${text}`, { cause });
  }
}

/** `TYPE.literal` of the parser, an enum that its package does not export on. */
const literal = 0;

/** Replaces each language's file by its parsed messages. */
export function compiledWords(): Plugin {
  return {
    name: 'compiled-words',
    enforce: 'pre',
    async load(id) {
      if (!/\/tab\/(?:\w+\/)?words\/(en|nl|de|pseudo)\.ts$/.test(id)) return null;
      const exported: Record<string, unknown> = await import(id);
      const [words] = Object.values(exported).filter(isWords);
      if (!words) throw new Error(`${id} exports no words.`);
      return `export const words = ${JSON.stringify(compileWords(words))};`;
    },
  };
}

function isWords(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null;
}
