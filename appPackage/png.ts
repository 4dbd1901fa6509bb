import { inflateSync } from 'node:zlib';

export type Picture = {
  width: number;
  height: number;
  /** Red, green, blue and alpha of each pixel, row by row. */
  pixels: Uint8Array;
};

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Reads a PNG of 8 bits a channel with red, green, blue and perhaps alpha, not interlaced.
 * Source: Portable Network Graphics (W3C), §5, §7.3, §9.2. @throws Error that says what it is instead.
 */
export function readPng(bytes: Uint8Array): Picture {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.subarray(0, 8).equals(signature)) throw new Error('is no PNG');
  const chunks = chunksOf(file);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (!header || header.length < 13) throw new Error('has no header');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[header.readUInt8(9)];
  if (header.readUInt8(8) !== 8 || channels === undefined || header.readUInt8(12) !== 0)
    throw new Error('is not a plain PNG in colour with 8 bits a channel');
  const data = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(chunk => chunk.data)));
  const rows = unfilter(data, width * channels, height, channels);
  return { width, height, pixels: channels === 4 ? rows : withAlpha(rows) };
}

function chunksOf(file: Buffer): { type: string; data: Buffer }[] {
  const chunks = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    chunks.push({
      type: file.toString('latin1', at + 4, at + 8),
      data: file.subarray(at + 8, at + 8 + length),
    });
    at += 12 + length;
  }
  return chunks;
}

function unfilter(data: Buffer, stride: number, height: number, step: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = data[row * (stride + 1)] ?? 0;
    for (let place = 0; place < stride; place++) {
      const at = row * stride + place;
      const left = place >= step ? (out[at - step] ?? 0) : 0;
      const up = row > 0 ? (out[at - stride] ?? 0) : 0;
      const corner = row > 0 && place >= step ? (out[at - stride - step] ?? 0) : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      out[at] = (data[row * (stride + 1) + 1 + place] ?? 0) + predicted;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function withAlpha(rows: Uint8Array): Uint8Array {
  const pixels = new Uint8Array((rows.length / 3) * 4).fill(255);
  for (let at = 0; at < rows.length; at++) pixels[Math.floor(at / 3) * 4 + (at % 3)] = rows[at] ?? 0;
  return pixels;
}
