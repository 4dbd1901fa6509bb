/** Text as a regular expression of MongoDB's that is that text alone; NUL, which it refuses in one, by its number. */
export function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('\0', '\\x00');
}
