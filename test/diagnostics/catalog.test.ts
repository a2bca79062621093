import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { CATALOG, diagnostic } from '../../src/diagnostics/catalog.ts';
import type { CatalogEntry } from '../../src/diagnostics/catalog/entry.ts';
import { compileFixture, fixtureNames } from '../compiler/fixture-cases.ts';

const entries = Object.entries<CatalogEntry>(CATALOG);

describe('catalog', () => {
  const reported = new Set<string>();
  beforeAll(async () => {
    for (const name of fixtureNames()) {
      const { diagnostics, notYet } = await compileFixture(name);
      for (const { code } of [...diagnostics, ...notYet]) reported.add(code);
    }
  });

  test.each(entries)('%s has a fixture that reports it', (code) => {
    expect(reported).toContain(code);
  });

  const page = readFileSync(new URL('../../docs/diagnostics.md', import.meta.url), 'utf8');
  test.each(entries)('%s has a section in the reference, with an example', (code) => {
    const section = page.split(`\n### ${code}\n`)[1]?.split('\n### ')[0] ?? '';
    expect(section).toContain(CATALOG[code as keyof typeof CATALOG].explanation);
    expect(section).toContain('```text');
  });

  test.each(entries)('%s speaks in sentences', (_code, { title, message, hint, explanation }) => {
    expect(title).toMatch(/^[A-Z`].*[^.]$/);
    expect(message).toMatch(/[.}]$/);
    expect(hint).toMatch(/[.)`}]$/);
    expect(explanation).toMatch(/^[A-Z`“].*\.$/s);
  });
});

test('a diagnostic has its texts filled in, and the address of its section', () => {
  const place = { file: 'maps/x.map.yaml', start: { line: 7, column: 5 }, end: { line: 7, column: 9 } };
  const found = diagnostic('MW302', { name: 'welcom', suggestion: 'Did you mean `welcome`? ' }, place);
  expect(found).toEqual({
    code: 'MW302',
    severity: 'error',
    message: 'There is no email `welcom`.',
    hint: 'Did you mean `welcome`? An email is a file: `emails/NAME.email.md`.',
    docs: 'https://mapwright.dev/diagnostics#mw302',
    ...place,
    related: [],
    fixes: [],
  });
});
