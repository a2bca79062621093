import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintEmails } from '../../src/email/lint/lint-emails.ts';
import { contrastOf, readColor } from '../../src/email/lint/colors.ts';
import { compileMaps } from '../../src/compiler/compile-maps.ts';
import { LINT_FIXTURES, lintFixture } from './lint-cases.ts';

/** Set by `npm run test:update`: what is reported becomes what is expected. */
const accepts = process.env['UPDATE_FIXTURES'] === '1';

describe('what `email lint` reports', () => {
  test.each(readdirSync(LINT_FIXTURES))('%s', async (name) => {
    const file = join(LINT_FIXTURES, name, 'expected.diagnostics');
    const report = await lintFixture(name);
    if (accepts) writeFileSync(file, report);
    expect(existsSync(file), 'accept a new fixture with `npm run test:update`').toBe(true);
    expect(report).toBe(readFileSync(file, 'utf8'));
  });

  test('nothing of the emails of the reference program', async () => {
    const { output } = await compileMaps({ path: 'maps' });
    if (!output) throw new Error('The reference maps do not compile.');
    expect(await lintEmails({ ...output, sources: new Map() })).toEqual([]);
  });
});

describe('contrast', () => {
  test.each([
    ['#000', '#fff', 21],
    ['#767676', 'white', 4.54],
    ['rgb(119, 119, 119)', '#FFFFFF', 4.48],
    ['#fff', '#fff', 1],
  ])('of %s on %s', (one, other, ratio) => {
    const [first, second] = [readColor(one), readColor(other)];
    if (!first || !second) throw new Error('not read as a colour');
    expect(contrastOf(first, second)).toBeCloseTo(ratio, 2);
    expect(contrastOf(second, first)).toBeCloseTo(ratio, 2);
  });

  test.each(['transparent', 'none', 'rebeccapurple', '#12345', 'url(x.png)'])('%s is no colour', (text) => {
    expect(readColor(text)).toBeUndefined();
  });
});
