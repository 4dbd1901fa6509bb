import type { Copy, Guide, Section, Step, Table, Trouble } from '../core/provisioning/guides/guide.ts';

const places: Record<Step['at'], string> = {
  console: "in the directory's console",
  product: 'in Wintro',
  operator: 'by whoever runs Wintro',
};

/** A guide as Markdown. Its texts are Markdown already: bold for what a console shows, backticks for what is typed. */
export function renderGuide(guide: Guide): string {
  const { title, provider, intro, limits, needs, minutes, steps, sections, trouble } = guide;
  return `${[
    `# ${title}`,
    `<!-- Written by docs/build.ts from core/provisioning/guides/${provider}.ts: change it there. -->`,
    ...(limits ? [`## What ${guide.name} itself does not do`, ...limits] : []),
    ...intro,
    '## What you need',
    list(needs),
    `It takes about ${minutes} minutes.`,
    '## Contents',
    list(contents(guide)),
    ...steps.flatMap(renderStep),
    ...sections.flatMap(renderSection),
    '## If something does not work',
    renderTroubles(trouble),
  ].join('\n\n')}\n`;
}

function contents({ steps, sections }: Guide): string[] {
  const named = [...steps.map(({ title }, place) => `${place + 1}. ${title}`), ...sections.map(({ title }) => title)];
  return [...named, 'If something does not work'].map(title => `[${title}](#${anchor(title)})`);
}

/** As GitHub makes them of headings. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

function renderStep(step: Step, place: number): string[] {
  return [
    `## ${place + 1}. ${step.title}`,
    `*${places[step.at]}*`,
    step.does.map((line, number) => `${number + 1}. ${line}`).join('\n'),
    ...(step.copy ? [step.copy.map(renderCopy).join('\n\n')] : []),
    ...(step.table ? [renderTable(step.table)] : []),
    ...(step.code ? [`${step.code.title}:`, fence(step.code.language, step.code.text)] : []),
    ...(step.expect ? [`**Result:** ${step.expect}`] : []),
    ...(step.trouble ? [renderTroubles(step.trouble)] : []),
  ];
}

function renderSection({ title, lines, table }: Section): string[] {
  const [only] = lines;
  const text = lines.length > 1 ? list(lines) : (only ?? '');
  return [`## ${title}`, text, ...(table ? [renderTable(table)] : [])];
}

function renderCopy({ label, value }: Copy): string {
  return `${label}:\n\n${fence('', value)}`;
}

function renderTable({ head, rows }: Table): string {
  return [head, head.map(() => '---'), ...rows].map(row => `| ${row.map(cell).join(' | ')} |`).join('\n');
}

function renderTroubles(troubles: Trouble[]): string {
  const rows = troubles.map(({ symptom, cause, mend }) => [symptom, cause, mend]);
  return renderTable({ head: ['What is seen', 'Why', 'What to do'], rows });
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function list(lines: string[]): string {
  return lines.map(line => `- ${line}`).join('\n');
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}
