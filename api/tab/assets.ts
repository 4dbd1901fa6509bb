import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const codings = ['br', 'gzip'] as const;
export type Coding = (typeof codings)[number];

export type Asset = { mediaType: string; plain: Buffer; coded: Partial<Record<Coding, Buffer>> };

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
const compressible = new Set(['.css', '.js', '.json', '.map', '.svg', '.txt']);
const suffixes: Record<Coding, string> = { br: '.br', gzip: '.gz' };
/** One name, no folder: a path cannot lead elsewhere. */
const plainName = /^[\w-][\w.-]{0,200}$/;
/** Below this the header of a coding costs more than it saves. */
const worthBytes = 512;

const compress: Record<Coding, (bytes: Buffer) => Promise<Buffer>> = {
  br: bytes => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  gzip: bytes => promisify(gzip)(bytes, { level: 9 }),
};

/** Files of a folder by name, each read and compressed once, when it is first asked for; undefined where there is none. */
export function createAssets(folder: string): (name: string) => Promise<Asset | undefined> {
  const held = new Map<string, Promise<Asset | undefined>>();
  return async name => {
    const mediaType = mediaTypes[path.extname(name)];
    if (!plainName.test(name) || mediaType === undefined) return undefined;
    const known = held.get(name) ?? load(folder, name, mediaType);
    held.set(name, known);
    // Not kept: after a build it may be there, and names that are not would fill the memory.
    const forget = () => held.delete(name);
    const asset = await known.catch((error: unknown) => {
      forget();
      throw error;
    });
    if (!asset) forget();
    return asset;
  };
}

async function load(folder: string, name: string, mediaType: string): Promise<Asset | undefined> {
  const file = path.join(folder, name);
  const plain = await read(file);
  if (!plain) return undefined;
  const coded: Asset['coded'] = {};
  if (compressible.has(path.extname(name)) && plain.length >= worthBytes)
    for (const coding of codings)
      coded[coding] = (await read(file + suffixes[coding])) ?? (await compress[coding](plain));
  return { mediaType, plain, coded };
}

async function read(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
}

/** The best coding that the client takes (RFC 9110 §12.5.3). */
export function chooseCoding(acceptEncoding: string | undefined, coded: Asset['coded']): Coding | undefined {
  const accepted = new Map(
    (acceptEncoding ?? '').split(',').map(part => {
      const [name = '', ...parameters] = part.split(';').map(each => each.trim().toLowerCase());
      const q = parameters.find(parameter => parameter.startsWith('q='));
      return [name, q === undefined ? 1 : Number(q.slice(2))];
    }),
  );
  return codings.find(coding => coded[coding] && (accepted.get(coding) ?? accepted.get('*') ?? 0) > 0);
}
