/**
 * The guides for IT admins, as data: the setup wizard, the tab and `docs/scim-*.md` show the same steps. In every text
 * `**…**` stands around what a console shows, backticks around what is typed, and `{{tenantUrl}}`, `{{token}}` and
 * `{{appName}}` for what only the reader's own installation knows.
 */
export type Guide = {
  provider: 'entra' | 'okta' | 'auth0';
  /** As the vendor calls it. */
  name: string;
  title: string;
  intro: string[];
  /** What the directory itself does not do; shown before anything else. */
  limits?: string[];
  needs: string[];
  minutes: number;
  steps: Step[];
  sections: Section[];
  trouble: Trouble[];
};

export type Step = {
  /** Stable: links and saved progress name it. */
  id: string;
  title: string;
  /** Where it is done: in the directory's console, in this product, or by whoever runs this product. */
  at: 'console' | 'product' | 'operator';
  /** What to do, in order. */
  does: string[];
  copy?: Copy[];
  table?: Table;
  code?: Code;
  /** What is seen when it went well. */
  expect?: string;
  /** What may go wrong right here. */
  trouble?: Trouble[];
};

export type Section = { id: string; title: string; lines: string[]; table?: Table };
export type Copy = { label: string; value: string };
export type Table = { head: string[]; rows: string[][] };
type Code = { language: string; title: string; text: string };
export type Trouble = { symptom: string; cause: string; mend: string };

export type GuideValues = { tenantUrl: string; token: string; appName: string };

/** The guide with its placeholders filled; nothing else in it changes. */
export function fillGuide(guide: Guide, values: GuideValues): Guide {
  return asGuide(fill(guide, values));
}

/** Texts were put for texts alone, so that the shape is the one it was. */
function asGuide(filled: unknown): Guide {
  return filled as Guide;
}

function fill(part: unknown, values: GuideValues): unknown {
  if (typeof part === 'string')
    return part
      .replaceAll('{{tenantUrl}}', () => values.tenantUrl)
      .replaceAll('{{token}}', () => values.token)
      .replaceAll('{{appName}}', () => values.appName);
  if (Array.isArray(part)) return part.map(each => fill(each, values));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, fill(each, values)]));
}
