import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileFixture, expectationOf, FIXTURES, fixtureNames } from './fixture-cases.ts';

const EXPECTED = ['expected.diagnostics', 'expected.program.json'];

/** Set by `npm run test:update`: what the compiler answers becomes what is expected. */
const accepts = process.env['UPDATE_FIXTURES'] === '1';

describe('fixtures', () => {
  test.each(fixtureNames())('%s', async (name) => {
    const { file, text } = expectationOf(await compileFixture(name));
    if (accepts) {
      for (const other of EXPECTED) rmSync(join(FIXTURES, name, other), { force: true });
      writeFileSync(join(FIXTURES, name, file), text);
    }
    const present = EXPECTED.filter((one) => existsSync(join(FIXTURES, name, one)));
    expect(present, 'accept a new fixture with `npm run test:update`').toEqual([file]);
    expect(text).toBe(readFileSync(join(FIXTURES, name, file), 'utf8'));
  });
});
