import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CATALOG } from '../../src/diagnostics/catalog.ts';
import type { CatalogEntry } from '../../src/diagnostics/catalog/entry.ts';
import EXAMPLES from '../../src/diagnostics/examples.generated.json' with { type: 'json' };
import { FIXTURES, fixtureNames } from '../compiler/fixture-cases.ts';
import { LINT_FIXTURES } from '../email/lint-cases.ts';

const entries = Object.entries<CatalogEntry>(CATALOG);
const codes = entries.map(([code]) => code);

/** Codes by the fixtures that expect them; that they report them is what fixtures.test.ts and lint.test.ts prove. */
function expectedCodes(): ReadonlyMap<string, string[]> {
  const expected = new Map<string, string[]>();
  const folders = [
    ...fixtureNames().map((name) => join(FIXTURES, name)),
    ...readdirSync(LINT_FIXTURES).map((name) => join(LINT_FIXTURES, name)),
  ];
  for (const name of folders) {
    for (const file of ['expected.diagnostics', 'expected.notYet']) {
      for (const code of codesIn(textOf(join(name, file))))
        expected.set(code, [...(expected.get(code) ?? []), name]);
    }
  }
  return expected;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function codesIn(report: string): Set<string> {
  return new Set(
    [...report.matchAll(/^\S+:\d+:\d+ (?:error|warning|info) (MW\d+): /gm)].map(([, code]) => code ?? ''),
  );
}

describe('each code of the catalog', () => {
  const expected = expectedCodes();

  test.each(codes)('%s has a fixture that produces it', (code) => {
    expect(expected.get(code) ?? [], `no folder of fixtures expects ${code}`).not.toEqual([]);
  });

  test('and no other code is produced', () => {
    const others = [...expected].filter(([code]) => !codes.includes(code));
    expect(others, 'these codes of fixtures are not in the catalog').toEqual([]);
  });

  const page = readFileSync(new URL('../../docs/diagnostics.md', import.meta.url), 'utf8');
  const sections = new Map(
    page
      .split(/^### /m)
      .slice(1)
      .map((section) => [section.slice(0, section.indexOf('\n')), section]),
  );

  test.each(entries)('%s has a section in the reference, with an example', (code, { title, explanation }) => {
    const section = sections.get(code);
    expect(section, `docs/diagnostics.md has no section ${code}: run \`npm run generate\``).toBeDefined();
    expect(section).toContain(`**${title}**`);
    expect(section).toContain(explanation);
    if (expected.has(code)) expect(section).toMatch(new RegExp(`\`\`\`text\n.* ${code}: `));
  });

  test('and no other code is documented', () => {
    expect([...sections.keys()].filter((code) => !codes.includes(code))).toEqual([]);
    expect(Object.keys(EXAMPLES).toSorted()).toEqual([...expected.keys()].toSorted());
  });

  test('stands once, in one of the tables', () => {
    expect(new Set(codes).size).toBe(codes.length);
  });

  test.each(entries)('%s speaks in sentences', (_code, { title, message, hint, explanation }) => {
    expect(title).toMatch(/^[A-Z`].*[^.]$/);
    expect(message).toMatch(/[.}]$/);
    expect(hint).toMatch(/[.)`}]$/);
    expect(explanation).toMatch(/^[A-Z`“].*\.$/s);
    const words = `${title} ${message} ${hint} ${explanation}`.replace(/`[^`]*`/g, '');
    expect(words).not.toMatch(/!|\bplease\b/i);
  });
});
