import { performance } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import { LARGEST_FILE } from '../../src/compiler/1-parse/bounds.ts';
import { compileFiles } from './fixture-cases.ts';

async function codesOf(text: string | Uint8Array): Promise<string[]> {
  const { diagnostics } = await compileFiles({ 'x.map.yaml': text });
  return diagnostics.filter(({ file }) => file.endsWith('x.map.yaml')).map(({ code }) => code);
}

const repeated = (piece: string, bytes = LARGEST_FILE / 4) =>
  piece.repeat(Math.floor(bytes / new TextEncoder().encode(piece).length));

/** Far more than any of these takes on a busy machine; what must not be is minutes. */
const SECONDS = 20_000;

describe('a file costs no more than it is worth', () => {
  test('10 MB are refused at once', async () => {
    const bytes = new TextEncoder().encode(repeated('a: b\n', 10 * 1024 * 1024));
    const before = performance.now();
    expect(await codesOf(bytes)).toEqual(['MW119']);
    expect(performance.now() - before).toBeLessThan(1000);
  });

  const hostile: readonly [string, string][] = [
    ['open brackets', '['],
    ['open braces', '{'],
    ['closing brackets', ']'],
    ['commas', ','],
    ['quotes', '"'],
    ['anchors', '&a '],
    ['tags', '!a '],
    ['dashes', '- '],
    ['question marks', '? '],
    ['tabs', '\t: x\n'],
    ['documents', '---\n'],
    ['directives', '%YAML 1.1\n'],
    ['conflict marks', '<<<<<<<\n'],
    ['comments', ' #'],
    ['invisible lines', '\u{A0}a: b\n'],
    ['invisible spaces', '\u{A0}'],
    ['typographic quotes', '“a”: “b”\n'],
    ['dashes without a space', '-a\n'],
    ['colons', ': '],
    ['numbers', '1,000, '],
    ['long numbers', '12345678901234567890'],
    ['control characters', '\u{7}'],
    ['duplicate keys', 'a: b\n'],
    ['words in one line', '“a”, '],
    ['spaces', 'a  '],
    ['braces in one line', '{a:b}, '],
  ];
  test.each(hostile)(
    '128 KiB of %s',
    async (_what, piece) => {
      const before = performance.now();
      const codes = await codesOf(repeated(piece));
      expect(performance.now() - before).toBeLessThan(SECONDS);
      expect(codes).not.toEqual([]);
    },
    SECONDS,
  );

  test('aliases of a long list, thousands of times', async () => {
    const list = `a: &a [${repeated('x, ', 20_000)}x]\n`;
    expect(await codesOf(`map: x\n${list}b: [${repeated('*a, ', 40_000)}*a]\n`)).toEqual(['MW107']);
  });

  test('a line of 100,000 characters', async () => {
    expect(await codesOf(`map: x\ntitle: ${'long '.repeat(20_000)}: end\ntriggers: {}\n`)).toContain('MW101');
  });
});
