import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineIndex } from '../../src/compiler/1-parse/line-index.ts';
import type { Origins } from '../../src/compiler/1-parse/origins.ts';
import { readPlainYaml } from '../../src/compiler/1-parse/plain/read-plain.ts';
import { readYaml } from '../../src/compiler/1-parse/read-yaml.ts';
import { toValue } from '../../src/compiler/1-parse/to-value.ts';
import { tokensOf } from '../../src/compiler/1-parse/tokens.ts';

/** What both readers must agree on, with the place of every key and value. */
function plainly(text: string): unknown {
  const read = readPlainYaml(text, 0);
  if (!read) return undefined;
  const comments = read.comments.map(({ start, end }) => text.slice(start, end));
  return { value: read.value, root: read.root, places: placesIn(read.value, read.origins), comments };
}

function carefully(text: string): unknown {
  const file = { path: 'x', text, lines: lineIndex(text) };
  const { document, diagnostics, edited } = readYaml({ file, text, base: 0 });
  if (!document?.contents || diagnostics.length > 0) return { diagnostics };
  const { value, origins, findings } = toValue(document, { text, at: edited.back, uncertain: [] });
  if (findings.length > 0) return { findings };
  const [start, end] = document.contents.range;
  const tokens = [...tokensOf(text)].map((token) => text.slice(token.start, token.end));
  const comments = tokens.filter((token) => token.startsWith('#')).map((token) => token.replace(/\r$/, ''));
  return { value, root: { start, end }, places: placesIn(value, origins), comments };
}

function placesIn(value: unknown, origins: Origins): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const origin = origins.get(value);
  const keys = origin?.keys instanceof Map ? [...origin.keys] : origin?.keys;
  return [origin?.span, keys, ...Object.values(value).flatMap((inner) => placesIn(inner, origins))];
}

function sourcesBelow(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  return paths.filter((path) => path.endsWith('.yaml') && statSync(path).isFile());
}

const MAPS = join(import.meta.dirname, '../../maps');

describe('the quick reader of plain YAML', () => {
  test('reads the reference maps', () => {
    for (const path of sourcesBelow(MAPS)) expect(plainly(readFileSync(path, 'utf8'))).toBeDefined();
  });

  test('reads what it reads exactly as the library does: maps and fixtures', () => {
    const texts = [MAPS, import.meta.dirname].flatMap(sourcesBelow).map((path) => readFileSync(path, 'utf8'));
    const plain = texts.filter((text) => text.length < 100_000 && plainly(text) !== undefined);
    expect(plain.length).toBeGreaterThan(100);
    for (const text of plain) expect(plainly(text)).toEqual(carefully(text));
  });

  test('and spares the reference maps the library', () => {
    const script = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
      const { compileMaps } = await import('./src/compiler/compile-maps.ts');
      await compileMaps({ path: 'maps' });
      console.log(loaded.filter((url) => url.includes('node_modules/yaml/')).length);`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: join(MAPS, '..'),
      encoding: 'utf8',
    });
    expect(output.trim()).toBe('0');
  });

  const BASES = [
    'map: x\ntitle: a b\ntriggers:\n  # c\n  a:\n    on: f\n    n: { a: 1, b: [x, y 2] }\n    steps:\n      - id: a\n        wait: 3 days # c\n      - exit\n\n  b: # d\n    s:\n    - 1\n    - "q"\n    - x: 1.5\n      y: true\nz: \'k\'\n',
    'a: 1\r\nb:\r\n  - c: d \r\n    e: [1, x y]\r\n  # c\r\n  - f\r\ng: "h" # i\r\n',
    '- a\n- b:\n    c: 1\n  d: 2\n- [1, {a: b}]\n',
    'a:\n  b:\n    c: 1\n    # x\n\n  d: 1\n# y\ne: 2\n\n\n',
  ];
  const PIECES =
    ' |\n|  |- |: |#| # |a|1|"|\'|[|]|{|}|,|, |-|?|>|&a |*a|!|~|null|True|0x1|1e3|\n\n|\n  |\n# c\n|\n  # c\n|<<: |.|1_0|---\n|%|@|\\|é|\t|\r\n|key: v\n|{{|http://x|09:00|Aa #1|=|y:z|’ё|“q”|日本| '.split(
      '|',
    );
  const change = fc.record({
    at: fc.nat(400),
    cut: fc.constantFrom(0, 0, 0, 1, 5),
    insert: fc.constantFrom('', '|', ...PIECES),
  });

  test('and where a piece was cut out or put in', () => {
    let read = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...BASES),
        fc.array(change, { minLength: 1, maxLength: 2 }),
        (base, changes) => {
          const text = changes.reduce(
            (so, { at, cut, insert }) =>
              so.slice(0, at % (so.length + 1)) + insert + so.slice((at % (so.length + 1)) + cut),
            base,
          );
          // A return alone is refused before anybody reads YAML.
          const plain = /\r(?!\n)/.test(text) ? undefined : plainly(text);
          if (plain === undefined) return;
          read++;
          expect(plain).toEqual(carefully(text));
        },
      ),
      { numRuns: 4000 },
    );
    expect(read).toBeGreaterThan(200);
  });
});
