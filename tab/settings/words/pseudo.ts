import { pseudo } from '../../words/pseudo.ts';
import { words as en } from './en.ts';

/** Stands for the locale en-XA and is loaded for no other. */
export const words = Object.fromEntries(Object.entries(en).map(([key, text]) => [key, pseudo(text)]));
