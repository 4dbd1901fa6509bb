import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { guides } from '#core/provisioning/guides/all.ts';
import { activeExpression } from '#core/provisioning/guides/entra-steps.ts';
import { fillGuide, type Guide } from '#core/provisioning/guides/guide.ts';
import { renderGuides, staleGuides } from '../docs/build.ts';

const values = { tenantUrl: 'https://hire.contoso.com/api/scim/v2', token: 'raw:dir_1', appName: 'Hire $& Co' };
const texts = (part: unknown): string[] =>
  typeof part === 'string'
    ? [part]
    : typeof part === 'object' && part !== null
      ? Object.values(part).flatMap(texts)
      : [];

describe('the guides for IT admins', () => {
  it('stand in docs/ as their source says', () => {
    assert.deepEqual(staleGuides(), []);
  });

  for (const guide of Object.values<Guide>(guides)) {
    it(`${guide.name}: is filled with the reader's own values, and leaves no placeholder`, () => {
      const filled = texts(fillGuide(guide, values));
      assert.ok(!filled.some(text => /\{\{/.test(text)));
      assert.ok(filled.some(text => text.includes('Hire $& Co')));
      assert.ok(
        fillGuide(guide, values).steps.some(({ copy }) => copy?.some(({ value }) => value === values.tenantUrl)),
      );
      assert.ok(fillGuide(guide, values).steps.some(({ copy }) => copy?.some(({ value }) => value === values.token)));
    });

    it(`${guide.name}: has steps that can be named, each with what is done and what comes of it`, () => {
      const ids = guide.steps.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      for (const step of guide.steps) assert.ok(step.does.length > 0 && step.expect, step.id);
      assert.ok(guide.trouble.length >= 5 && guide.needs.length > 0);
      for (const id of ['log', 'timing', 'practice', 'sso'])
        assert.ok(
          guide.sections.some(section => section.id === id),
          id,
        );
    });
  }

  it("copy Entra's expression for active to the letter, and say first what Auth0 does not do", () => {
    assert.equal(
      activeExpression,
      'IIF([IsSoftDeleted]="True", "False", IIF([accountEnabled]="False", "False", "True"))',
    );
    const rendered = renderGuides();
    assert.ok(rendered.get('scim-entra.md')?.includes(`\`\`\`\n${activeExpression}\n\`\`\``));
    assert.match(rendered.get('scim-auth0.md')?.split('\n## ')[1] ?? '', /^What Auth0 itself does not do/);
  });

  it('are linked from the README, and every link inside of them leads somewhere', () => {
    const readme = readFileSync('README.md', 'utf8');
    for (const [name, text] of renderGuides()) {
      assert.ok(readme.includes(`docs/${name}`), name);
      const headings = new Set(
        [...text.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
          title
            .toLowerCase()
            .replace(/[^\p{L}\p{N} -]/gu, '')
            .replaceAll(' ', '-'),
        ),
      );
      for (const [, anchor = ''] of text.matchAll(/\]\(#([^)]+)\)/g)) assert.ok(headings.has(anchor), anchor);
    }
  });
});
