import IntlMessageFormat from 'intl-messageformat';

/** The names of a message's arguments, so that a translation can neither lose one nor invent one. */
export function argumentsOf(message: string): string[] {
  const found = new Set<string>();
  const walk = (parts: ReturnType<IntlMessageFormat['getAst']>): void => {
    for (const part of parts) {
      if ('value' in part && part.type !== 0) found.add(String(part.value));
      if ('options' in part) for (const option of Object.values(part.options)) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(message, 'en').getAst());
  return [...found].sort();
}
