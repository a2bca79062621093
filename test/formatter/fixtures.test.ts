import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format as prettierFormat } from 'prettier';
import { describe, expect, test } from 'vitest';
import { formatDocument, type Formatted } from '../../src/formatter/format-document.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

/** Set by `npm run test:update`: what the formatter answers becomes what is expected. */
const accepts = process.env['UPDATE_FIXTURES'] === '1';

/** `input.map.yaml` is read as `x.map.yaml`, and `input.contact.yaml` as `contact.yaml`. */
function pathOf(input: string): string {
  const ending = input.replace('input.', '');
  return /^(contact|events|sending)\.yaml$/.test(ending) ? ending : `x.${ending}`;
}

function outcomeOf(path: string, one: Formatted): { ending: string; text: string } {
  if ('text' in one) return { ending: path.replace(/^x\./, ''), text: one.text };
  const lines =
    'problem' in one ? [one.problem] : one.diagnostics.map(({ code, message }) => `${code} ${message}`);
  return { ending: 'problem', text: `${lines.join('\n')}\n` };
}

describe('fixtures', () => {
  test.each(readdirSync(FIXTURES).sort())('%s', async (name) => {
    const folder = join(FIXTURES, name);
    const input = readdirSync(folder).find((file) => file.startsWith('input.')) ?? '';
    const path = pathOf(input);
    const { ending, text } = outcomeOf(
      path,
      formatDocument({ path, bytes: readFileSync(join(folder, input)) }),
    );
    if (accepts) {
      for (const file of readdirSync(folder)) if (file.startsWith('expected.')) rmSync(join(folder, file));
      writeFileSync(join(folder, `expected.${ending}`), text);
    }
    const expected = readdirSync(folder).filter((file) => file.startsWith('expected.'));
    expect(expected, 'accept a new fixture with `npm run test:update`').toEqual([`expected.${ending}`]);
    expect(text).toBe(readFileSync(join(folder, `expected.${ending}`), 'utf8'));
    if (ending === 'problem') return;

    const again = formatDocument({ path, bytes: new TextEncoder().encode(text) });
    expect(again, 'what is formatted stays as it is').toEqual({ path, text, changed: false });
    if (ending.endsWith('.md') || existsSync(join(folder, 'not-prettier'))) return;
    const prettier = await prettierFormat(text, { parser: 'yaml', singleQuote: true, printWidth: 100 });
    expect(text, 'prettier agrees').toBe(prettier);
  });
});
