import type { Files } from './assemble.ts';
import { type Picture, readPng } from './png.ts';

/** Microsoft page "Design your Teams app icon": 192 in colour, 32 in white on a transparent ground. */
export function iconFaults(files: Files, icons: { color: string; outline: string }): string[] {
  return [
    ...faultsOf(files, icons.color, 'color', 192, picture =>
      emptiness(picture) > 0.5 ? 'is mostly transparent: the colour icon fills its square' : undefined,
    ),
    ...faultsOf(files, icons.outline, 'outline', 32, outlineFault),
  ];
}

type Look = (picture: Picture) => string | undefined;

function faultsOf(files: Files, name: string, role: string, size: number, look: Look): string[] {
  const bytes = files[name];
  if (!bytes) return [`icons.${role}: the package has no file ${name}`];
  try {
    const picture = readPng(bytes);
    if (picture.width !== size || picture.height !== size)
      return [`${name}: is ${picture.width} by ${picture.height}; the ${role} icon must be ${size} by ${size}`];
    const fault = look(picture);
    return fault ? [`${name}: ${fault}`] : [];
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function outlineFault(picture: Picture): string | undefined {
  for (let at = 0; at < picture.pixels.length; at += 4) {
    const [red, green, blue, alpha] = picture.pixels.subarray(at, at + 4);
    if (alpha !== 0 && (red !== 255 || green !== 255 || blue !== 255)) {
      const place = at / 4;
      return `the pixel ${place % picture.width}, ${Math.floor(place / picture.width)} is not white; the outline is white on a transparent ground`;
    }
  }
  const empty = emptiness(picture);
  if (empty < 0.2) return 'has no transparent ground';
  return empty === 1 ? 'is empty' : undefined;
}

/** The share of pixels that are wholly transparent. */
function emptiness({ pixels }: Picture): number {
  let count = 0;
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at] === 0) count += 1;
  return count / (pixels.length / 4);
}
