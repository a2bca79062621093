import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { renderHuman } from '../../src/diagnostics/render-human.ts';
import { lintEmails } from '../../src/email/lint/lint-emails.ts';
import { baseFiles, compileFiles } from '../compiler/fixture-cases.ts';

/** Folder of the fixtures of `email lint`: one folder each, with `maps/` and what is expected. */
export const LINT_FIXTURES = join(import.meta.dirname, 'fixtures');

/** What `email lint` reports of a fixture that lies on top of the compiler's base. */
export async function lintFixture(name: string): Promise<string> {
  const maps = join(LINT_FIXTURES, name, 'maps');
  const files = readdirSync(maps, { recursive: true, encoding: 'utf8' })
    .map((path) => join(maps, path))
    .filter((path) => statSync(path).isFile())
    .map((path) => [relative(maps, path), readFileSync(path)] as const);
  const { diagnostics, output, sources } = await compileFiles({
    ...baseFiles(),
    ...Object.fromEntries(files),
  });
  if (!output) throw new Error(renderHuman(diagnostics, { sources, color: false }));
  return renderHuman(await lintEmails({ ...output, sources }), { sources, color: false });
}
