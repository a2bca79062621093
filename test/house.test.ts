import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A file that breaks a rule, and the rule; or one that shows an exception, and nothing. */
type Case = [file: string, source: string, rule: string | undefined];

const IMPORTS = 'eslint(no-restricted-imports)';
const GLOBALS = 'eslint(no-restricted-globals)';
const PROPERTIES = 'eslint(no-restricted-properties)';

/** The borders of structure.md §2: what an import from a file says. */
const borders: Case[] = [
  ['src/program/a.ts', `import { b } from '@marcbachmann/cel-js'; export { b };`, undefined],
  ['src/program/b.ts', `import { readFile } from 'node:fs/promises'; export { readFile };`, IMPORTS],
  ['src/program/c.ts', `export * from 'yaml';`, IMPORTS],
  ['src/program/steps/d.ts', `import type { X } from '../../email/x.ts'; export type { X };`, IMPORTS],
  ['src/program/steps/e.ts', `import type { X } from '../matches.ts'; export type { X };`, undefined],

  ['workflows/a.ts', `import { sleep } from '@temporalio/workflow'; export { sleep };`, undefined],
  ['workflows/b.ts', `import type { X } from '../activities/x.ts'; export type { X };`, undefined],
  ['workflows/c.ts', `import { X } from '../activities/x.ts'; export { X };`, IMPORTS],
  ['workflows/d.ts', `import { decide } from '../src/program/decide.ts'; export { decide };`, undefined],
  ['workflows/e.ts', `import type { X } from '../src/storage/x.ts'; export type { X };`, IMPORTS],
  ['workflows/f.ts', `import { randomUUID } from 'node:crypto'; export { randomUUID };`, IMPORTS],

  ['src/diagnostics/a.ts', `import { parse } from 'yaml'; export { parse };`, IMPORTS],
  ['src/diagnostics/b.ts', `import type { X } from '../program/x.ts'; export type { X };`, IMPORTS],
  ['src/language/a.ts', `import type { X } from '../compiler/x.ts'; export type { X };`, IMPORTS],

  ['src/compiler/1-parse/a.ts', `import { parseDocument } from 'yaml'; export { parseDocument };`, undefined],
  ['src/compiler/1-parse/b.ts', `import { Ajv } from 'ajv'; export { Ajv };`, IMPORTS],
  ['src/compiler/1-parse/c.ts', `import type { X } from '../2-validate/x.ts'; export type { X };`, IMPORTS],
  ['src/compiler/1-parse/d.ts', `import { readFile } from 'node:fs/promises'; export { readFile };`, IMPORTS],
  ['src/compiler/2-validate/a.ts', `import { Ajv } from 'ajv/dist/2020.js'; export { Ajv };`, IMPORTS],
  ['src/compiler/2-validate/b.ts', `import { x } from '../1-parse/x.ts'; export { x };`, undefined],
  [
    'src/compiler/2-validate/c.ts',
    `import { parse } from '@marcbachmann/cel-js'; export { parse };`,
    IMPORTS,
  ],
  [
    'src/compiler/3-analyze/a.ts',
    `import { parseMoney } from '../../program/money.ts'; export { parseMoney };`,
    undefined,
  ],
  [
    'src/compiler/3-analyze/b.ts',
    `import { decide } from '../../program/decide.ts'; export { decide };`,
    IMPORTS,
  ],
  [
    'src/compiler/3-analyze/c.ts',
    `import type { X } from '../../program/decide.ts'; export type { X };`,
    undefined,
  ],
  ['src/compiler/3-analyze/d.ts', `import { x } from '../4-emit/x.ts'; export { x };`, IMPORTS],
  ['src/compiler/4-emit/a.ts', `import { createHash } from 'node:crypto'; export { createHash };`, undefined],
  ['src/compiler/4-emit/b.ts', `import { parseDocument } from 'yaml'; export { parseDocument };`, IMPORTS],
  ['src/compiler/a.ts', `import { readFile } from 'node:fs/promises'; export { readFile };`, undefined],
  ['src/compiler/b.ts', `import { x } from '../storage/x.ts'; export { x };`, IMPORTS],
  ['src/compiler/c.ts', `import { x } from '../formatter/x.ts'; export { x };`, IMPORTS],

  ['src/calendar/a.ts', `import { Temporal } from 'temporal-polyfill'; export { Temporal };`, undefined],
  ['src/calendar/b.ts', `import { x } from '../storage/x.ts'; export { x };`, IMPORTS],
  [
    'src/simulator/a.ts',
    `import { compileMaps } from '../compiler/compile-maps.ts'; export { compileMaps };`,
    undefined,
  ],
  ['src/simulator/b.ts', `import { x } from '../compiler/1-parse/x.ts'; export { x };`, IMPORTS],
  ['src/simulator/c.ts', `import { x } from '../partners/record-sale.ts'; export { x };`, IMPORTS],
  ['src/simulator/d.ts', `import { x } from 'luxon'; export { x };`, IMPORTS],
  ['src/simulator/e.ts', `import { x } from '../email/send-mail.ts'; export { x };`, IMPORTS],

  ['src/formatter/a.ts', `import { Parser } from 'yaml'; export { Parser };`, undefined],
  [
    'src/formatter/b.ts',
    `import { choose } from '../compiler/2-validate/choose.ts'; export { choose };`,
    undefined,
  ],
  ['src/formatter/c.ts', `import { x } from '../compiler/2-validate/explain.ts'; export { x };`, IMPORTS],
  ['src/formatter/d.ts', `import { decide } from '../program/decide.ts'; export { decide };`, IMPORTS],
  ['src/formatter/e.ts', `import { x } from '../cli/x.ts'; export { x };`, IMPORTS],
  ['src/formatter/f.ts', `import { Ajv } from 'ajv'; export { Ajv };`, IMPORTS],

  [
    'activities/a.ts',
    `import { recordSale } from '../src/partners/record-sale.ts'; export { recordSale };`,
    undefined,
  ],
  ['activities/b.ts', `import { decide } from '../src/program/decide.ts'; export { decide };`, IMPORTS],
  ['activities/c.ts', `import { sleep } from '@temporalio/workflow'; export { sleep };`, IMPORTS],
  ['activities/d.ts', `import { x } from '../src/gateway/x.ts'; export { x };`, IMPORTS],

  [
    'src/gateway/a.ts',
    `import { compileMaps } from '../compiler/compile-maps.ts'; export { compileMaps };`,
    undefined,
  ],
  ['src/gateway/b.ts', `import { x } from '../compiler/3-analyze/x.ts'; export { x };`, IMPORTS],
  ['src/gateway/c.ts', `import { x } from '../../activities/x.ts'; export { x };`, IMPORTS],
  [
    'src/gateway/routes/d.ts',
    `import { event } from '../../../workflows/messages.ts'; export { event };`,
    undefined,
  ],
  ['src/gateway/routes/e.ts', `import { x } from '../../../workflows/contact.ts'; export { x };`, IMPORTS],
  ['src/temporal/a.ts', `import { x } from '../../activities/x.ts'; export { x };`, undefined],
  ['src/temporal/b.ts', `import { x } from '../gateway/x.ts'; export { x };`, IMPORTS],
  ['src/partners/a.ts', `import { x } from '../gateway/x.ts'; export { x };`, IMPORTS],
  ['src/email/a.ts', `import { x } from '../cli/x.ts'; export { x };`, IMPORTS],
  ['src/gateway/f.ts', `import { x } from '../formatter/x.ts'; export { x };`, IMPORTS],
  ['src/storage/a.ts', `import type { X } from '../gateway/x.ts'; export type { X };`, IMPORTS],
  ['src/cli/a.ts', `import { x } from '../simulator/x.ts'; export { x };`, undefined],
  ['src/cli/b.ts', `import { x } from '../formatter/x.ts'; export { x };`, undefined],
  ['tools/demo/a.ts', `import { x } from '../../src/partners/x.ts'; export { x };`, IMPORTS],
];

/** Clocks, randomness and the environment. */
const inputs: Case[] = [
  ['src/program/now.ts', 'export const now = Date.now();', PROPERTIES],
  ['src/program/random.ts', 'export const random = Math.random();', PROPERTIES],
  ['src/program/timer.ts', 'setTimeout(() => undefined, 1);', GLOBALS],
  ['src/program/zone.ts', 'export const zone = new Intl.DateTimeFormat();', GLOBALS],
  ['workflows/now.ts', 'export const now = Date.now();', PROPERTIES],
  ['workflows/env.ts', 'export const home = process.env;', GLOBALS],
  ['src/partners/now.ts', 'export const now = Date.now();', PROPERTIES],
  ['src/gateway/env.ts', `export const home = process.env['HOME'];`, PROPERTIES],
  ['src/email/random.ts', 'export const random = Math.random();', PROPERTIES],
  ['src/cli/now.ts', `export const now = Date.now();`, undefined],
];

/** What holds everywhere. */
const everywhere: Case[] = [
  [
    'src/gateway/floating.ts',
    'async function f(): Promise<void> {}\nf();',
    'typescript(no-floating-promises)',
  ],
  ['src/gateway/misused.ts', '[1].forEach(async () => {});', 'typescript(no-misused-promises)'],
  [
    'src/gateway/switch.ts',
    `export function f(x: 'a' | 'b'): number { switch (x) { case 'a': return 1; } return 2; }`,
    'typescript(switch-exhaustiveness-check)',
  ],
  ['src/gateway/any.ts', 'export const x: any = 1;', 'typescript(no-explicit-any)'],
  ['src/gateway/ignore.ts', '// @ts-ignore\nexport const x: number = "";', 'typescript(ban-ts-comment)'],
  [
    'src/gateway/type.ts',
    `import { X } from './x.ts'; export let x: X;`,
    'typescript(consistent-type-imports)',
  ],
  ['src/gateway/equal.ts', 'export const f = (a: string, b: string): boolean => a == b;', 'eslint(eqeqeq)'],
  ['src/gateway/console.ts', `console.log('x');`, 'eslint(no-console)'],
  ['src/cli/console.ts', `console.log('x');`, undefined],
  [
    'src/gateway/cycle-1.ts',
    `import { b } from './cycle-2.ts'; export const a = (): unknown => b;`,
    'import(no-cycle)',
  ],
  [
    'src/gateway/cycle-2.ts',
    `import { a } from './cycle-1.ts'; export const b = (): unknown => a;`,
    'import(no-cycle)',
  ],
  ['src/gateway/long.ts', 'export {};\n'.repeat(301), 'eslint(max-lines)'],
  ['src/gateway/x.generated.ts', 'export const x: any = 1;', undefined],
];

const cases = [...borders, ...inputs, ...everywhere];
const root = process.cwd();
const tree = mkdtempSync(join(tmpdir(), 'mapwright-house-'));
const found = new Map<string, string[]>();

beforeAll(() => {
  for (const file of ['.oxlintrc.json', 'tsconfig.json', 'package.json'])
    cpSync(join(root, file), join(tree, file));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const [file, source] of cases) {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), `${source}\n`);
  }
  const oxlint = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['--type-aware', '--format=json'], {
    cwd: tree,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(oxlint.stdout) as { diagnostics: { code: string; filename: string }[] };
  for (const { filename, code } of diagnostics) found.set(filename, [...(found.get(filename) ?? []), code]);
});
afterAll(() => rmSync(tree, { recursive: true }));

describe('oxlint', () => {
  test.each(borders)('border: %s: %s', (file, _source, rule) => expectRule(file, rule));
  test.each(inputs)('input: %s: %s', (file, _source, rule) => expectRule(file, rule));
  test.each(everywhere)('everywhere: %s', (file, _source, rule) => expectRule(file, rule));

  function expectRule(file: string, rule: string | undefined): void {
    if (rule === undefined) expect(found.get(file) ?? []).toEqual([]);
    else expect(found.get(file) ?? []).toContain(rule);
  }
});

describe('the tree', () => {
  const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  const sources = tracked
    .split('\n')
    .filter((file) => /\.tsx?$/.test(file) && !/\.generated\.ts$|\/fixtures\//.test(file));

  test('no hand-written file has more than 300 lines, and half of them at most 100', () => {
    const lengths = sources.map((file) => ({
      file,
      lines: readFileSync(file, 'utf8').split('\n').length - 1,
    }));
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100);
  });

  test('deterministic code never asks for the present time by `new Date()`, which oxlint cannot see', () => {
    const deterministic = sources.filter((file) => /^(src\/program|workflows)\//.test(file));
    expect(
      deterministic.filter((file) => /new Date\(\s*\)|\bDate\(\)/.test(readFileSync(file, 'utf8'))),
    ).toEqual([]);
  });

  test('no file is called after nothing', () => {
    expect(sources.filter((file) => /(^|\/)(utils?|helpers?|managers?|common)(\.|\/)/.test(file))).toEqual(
      [],
    );
  });

  test('every script begins with the guard against an old Node', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const unguarded = Object.entries(scripts).filter(
      ([, script]) => !script.startsWith('node tools/require-node.cjs && '),
    );
    expect(unguarded).toEqual([]);
  });
});
