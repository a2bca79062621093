import { describe, expect, test } from 'vitest';
import { compileFiles } from '../compiler/fixture-cases.ts';
import { examples, projectOf } from './language-examples.ts';

const named = examples().map((example) => [`${example.page}:${example.line}`, example] as const);

describe('examples of the language reference', () => {
  test.each(named)('%s compiles without a word', async (_place, example) => {
    const { diagnostics } = await compileFiles(projectOf(example));
    const found = diagnostics.map(
      ({ code, file, start, message }) => `${code} ${file}:${start.line} ${message}`,
    );
    expect(found).toEqual([]);
  });
});
