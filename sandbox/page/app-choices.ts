import type { Language, Shape } from './model.ts';

const shapes: Shape[] = ['wide', 'side', 'phone'];
const languages: Language[] = ['en', 'nl', 'de'];
const storage = { shape: 'sandbox-shape', language: 'sandbox-language' } as const;

export const shapeOf = (name: string | null): Shape | undefined => shapes.find(shape => shape === name);
export const languageOf = (name: string | null): Language | undefined => languages.find(one => one === name);

/** How the app was last shown here. */
export const keptShape = (): Shape => shapeOf(localStorage.getItem(storage.shape)) ?? 'wide';
export const keptLanguage = (): Language => languageOf(localStorage.getItem(storage.language)) ?? 'en';

export const keep = ({ shape, language }: { shape: Shape; language: Language }): void => {
  localStorage.setItem(storage.shape, shape);
  localStorage.setItem(storage.language, language);
};
