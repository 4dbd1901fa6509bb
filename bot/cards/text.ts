// Control characters, and those that turn the direction of what follows them.
const unwanted = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gu;

/** Somebody's words on one line: without control characters, at most so long, an ellipsis where more was said. */
export function clip(text: string, maxLength: number): string {
  const line = text
    .slice(0, maxLength * 4)
    .replace(unwanted, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= maxLength) return line;
  const characters = Array.from(line.slice(0, maxLength * 2));
  return `${characters
    .slice(0, maxLength - 1)
    .join('')
    .trimEnd()}…`;
}

const urlMaxLength = 2000;

/** An address that a button may open: http or https, else none. */
export function openable(url: string | undefined): string | undefined {
  if (url === undefined || url.length > urlMaxLength) return undefined;
  const parsed = URL.parse(url);
  return parsed && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? parsed.href : undefined;
}
