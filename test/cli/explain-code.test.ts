import { describe, expect, test } from 'vitest';
import { CATALOG } from '../../src/diagnostics/catalog.ts';
import EXAMPLES from '../../src/diagnostics/examples.generated.json' with { type: 'json' };
import { emptyProject } from './project.ts';

describe('explain-code', () => {
  test('prints title, severity, pattern, reason, fix, example and address', async () => {
    const { run } = await emptyProject();
    const { code, out } = await run(['explain-code', 'MW302']);
    expect(code).toBe(0);
    expect(out.split('\n\n')).toEqual([
      'MW302: Unknown email (error)',
      'There is no email `NAME`.',
      CATALOG.MW302.explanation,
      'How to fix it: An email is a file: `emails/NAME.email.md`.',
      'An example:',
      EXAMPLES.MW302,
      'https://mapwright.dev/diagnostics#mw302\n',
    ]);
  });

  test.each(['mw203', 'Mw203', '203'])('knows %s', async (code) => {
    const { run } = await emptyProject();
    expect((await run(['explain-code', code])).out).toMatch(/^MW203: Unknown key \(error\)\n/);
  });

  test('leaves braces of templates alone', async () => {
    const { run } = await emptyProject();
    const { out } = await run(['explain-code', 'MW417']);
    expect(out).toContain('How to fix it: Put `{{{body}}}` inside an `<mj-text>`.');
  });

  test('--json holds the catalog’s texts', async () => {
    const { run } = await emptyProject();
    expect(JSON.parse((await run(['explain-code', 'MW203', '--json'])).out)).toEqual({
      code: 'MW203',
      ...CATALOG.MW203,
      docs: 'https://mapwright.dev/diagnostics#mw203',
      example: EXAMPLES.MW203,
    });
  });

  test('an unknown code is wrong use, with the one that was meant', async () => {
    const { run } = await emptyProject();
    expect(await run(['explain-code', 'MW20e'])).toEqual({
      code: 64,
      out: '',
      err: 'There is no diagnostic `MW20e`. Did you mean `MW201`? All codes: mapwright explain-code\n',
    });
    expect((await run(['explain-code', 'toString'])).err).toBe(
      'There is no diagnostic `toString`. All codes: mapwright explain-code\n',
    );
  });

  test('without a code lists them all', async () => {
    const { run } = await emptyProject();
    const { code, out } = await run(['explain-code']);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toHaveLength(Object.keys(CATALOG).length);
    expect(out).toContain('\nMW301 warning `equals` on a running total\n');
    const { codes } = JSON.parse((await run(['explain-code', '--json'])).out) as { codes: object[] };
    expect(codes).toContainEqual({ code: 'MW110', severity: 'info', title: 'Byte order mark' });
  });

  test('its help has an example', async () => {
    const { run } = await emptyProject();
    const { code, out } = await run(['explain-code', '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/Example:\n {2}\$ mapwright explain-code MW203/);
  });
});
