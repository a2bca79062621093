import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compileFiles, fixtureFiles } from './fixture-cases.ts';

/** An edit, and the one diagnostic that it is to cause. */
interface Mistake {
  find: string;
  put: string;
  code: string;
  at: number | string;
  under: string;
}

const TABLE = join(import.meta.dirname, 'single-mistakes.yaml');
const mistakes = parse(readFileSync(TABLE, 'utf8')) as Record<string, Mistake[]>;
const whole = fixtureFiles('whole-language');

describe('one mistake in maps that use the whole language gives one diagnostic', () => {
  test('which have none themselves', async () => {
    expect((await compileFiles(whole)).diagnostics).toEqual([]);
  });

  describe.each(Object.entries(mistakes))('%s', (file, edits) => {
    test.each(edits)('$code: $find → $put', async ({ find, put, code, at, under }) => {
      const text = Buffer.from(whole[file] ?? '').toString();
      expect(text.split(find), 'the text to replace stands there once').toHaveLength(2);
      const edited = text.replace(find, () => put);
      const { diagnostics, sources } = await compileFiles({ ...whole, [file]: edited });
      const found = diagnostics.map((one) => {
        const line = sources.get(one.file)?.split('\n')[one.start.line - 1] ?? '';
        const end = one.end.line === one.start.line ? one.end.column - 1 : undefined;
        const place = one.file === `maps/${file}` ? one.start.line : `${one.file.slice(5)}:${one.start.line}`;
        return { code: one.code, at: place, under: line.slice(one.start.column - 1, end) };
      });
      expect(found).toEqual([{ code, at, under }]);
    });
  });
});

test('a misspelt key in a map of 500 steps is one diagnostic', async () => {
  const steps = Array.from({ length: 500 }, (_, index) =>
    index === 250
      ? `      - idd: step-${index}\n        wait: 1 day\n`
      : `      - id: step-${index}\n        wait: 1 day\n`,
  );
  const head = 'map: x\ntriggers:\n  in:\n    on: form-submitted\n    steps:\n';
  const jump = '      - goTo: step-250\n';
  const { diagnostics } = await compileFiles({ ...whole, 'x.map.yaml': head + steps.join('') + jump });
  expect(diagnostics.map(({ code, start }) => [code, start])).toEqual([['MW203', { line: 506, column: 9 }]]);
});
