import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileFixture, expectationsOf, FIXTURES, fixtureNames } from './fixture-cases.ts';

const EXPECTED = ['expected.diagnostics', 'expected.notYet', 'expected.program.json'];

/** Set by `npm run test:update`: what the compiler answers becomes what is expected. */
const accepts = process.env['UPDATE_FIXTURES'] === '1';

describe('fixtures', () => {
  test.each(fixtureNames())('%s', async (name) => {
    const expectations = expectationsOf(await compileFixture(name));
    if (accepts) {
      for (const other of EXPECTED) rmSync(join(FIXTURES, name, other), { force: true });
      for (const [file, text] of Object.entries(expectations))
        writeFileSync(join(FIXTURES, name, file), text);
    }
    const present = EXPECTED.filter((one) => existsSync(join(FIXTURES, name, one)));
    expect(present, 'accept a new fixture with `npm run test:update`').toEqual(
      Object.keys(expectations).sort(),
    );
    for (const [file, text] of Object.entries(expectations))
      expect(text).toBe(readFileSync(join(FIXTURES, name, file), 'utf8'));
  });
});
