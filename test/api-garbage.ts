/** mulberry32: the same garbage on every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function noise(random: () => number, length: number): string {
  return Array.from({ length }, () => String.fromCharCode(33 + Math.floor(random() * 90))).join('');
}

/** Bytes, a cut or scribbled event, an event with a value of another kind, or a list of such. */
export function garbage(random: () => number, text: string, n: number): Uint8Array | string {
  const at = Math.floor(random() * text.length);
  const values = [
    'null',
    '[]',
    '{}',
    '-0',
    '1e999',
    '"\\u0000"',
    '"\\ud800"',
    '[[[[]]]]',
    'true',
    '{"__proto__":{"x":1}}',
  ];
  const value = values[Math.floor(random() * values.length)] ?? 'null';
  if (n % 5 === 0) return Uint8Array.from({ length: 1 + Math.floor(random() * 300) }, () => random() * 256);
  if (n % 5 === 1) return text.slice(0, at);
  if (n % 5 === 2) return text.slice(0, at) + noise(random, 3) + text.slice(at + 3);
  let count = 0;
  const target = Math.floor(random() * 20);
  const swapped = text.replace(/:("[^"]*"|\d+)/g, whole => (count++ === target ? `:${value}` : whole));
  return n % 5 === 3 ? swapped : `[${text},${swapped},${value}]`;
}
