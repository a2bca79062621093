import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baseFiles, compileFiles } from './fixture-cases.ts';

/** Whatever is written, the answer is a list of diagnostics, each with a place inside its file. */
async function survives(files: Record<string, Uint8Array | string>): Promise<void> {
  const { diagnostics, notYet, output, sources } = await compileFiles({ ...baseFiles(), ...files });
  for (const { file, start, end, message, hint } of [...diagnostics, ...notYet]) {
    const lines = (sources.get(file) ?? '').split('\n');
    expect(start.line).toBeLessThanOrEqual(lines.length);
    expect(start.column).toBeLessThanOrEqual((lines[start.line - 1] ?? '').length + 1);
    expect(end.line > start.line || (end.line === start.line && end.column >= start.column)).toBe(true);
    expect(`${message}${hint}`.replaceAll('{{field}}', '')).not.toMatch(
      /\{(suggestion|known|name|what)\}|undefined|\[object/,
    );
  }
  expect(output === undefined).toBe([...diagnostics, ...notYet].some(({ severity }) => severity === 'error'));
}

const MAP = `map: x
program: main
triggers:
  signed-up:
    on: form-submitted
    reentry: { cooldown: 30 days }
    steps:
      - id: review
        approve: { by: partner-managers, rejected: [{ email: declined }, exit] }
      - branch: [{ if: "contact.score > 1", then: [{ email: welcome }] }, { else: [end] }]
milestones:
  total: { field: totalSales, at: [5, { value: 10, steps: [] }] }
`;

describe('no input makes the compiler throw', () => {
  test('any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (bytes) =>
        survives({ 'x.map.yaml': bytes, 'emails/a.email.md': bytes }),
      ),
      { numRuns: 200 },
    );
  });

  test('a map with a piece cut out, doubled or replaced', async () => {
    const piece = fc.record({
      from: fc.nat(MAP.length),
      length: fc.nat(40),
      insert: fc.oneof(
        fc.constantFrom('', '\t', '[', '{', '}', '*a', '&a ', '? ', '- ', ': ', '#', '|', '---\n', '""'),
        fc.string(),
      ),
    });
    await fc.assert(
      fc.asyncProperty(piece, ({ from, length, insert }) =>
        survives({ 'x.map.yaml': MAP.slice(0, from) + insert + MAP.slice(from + length) }),
      ),
      { numRuns: 400 },
    );
  });

  test('any document in the place of each kind', async () => {
    const names = [
      'x.map.yaml',
      'main.program.yaml',
      'contact.yaml',
      'sending.yaml',
      'scenarios/a.scenario.yaml',
    ];
    const key = fc.constantFrom(
      'map',
      'program',
      'triggers',
      'on',
      'steps',
      'email',
      'if',
      'fields',
      'milestones',
      'at',
      'field',
      'teams',
      '__proto__',
      'constructor',
      'toString',
      'timeline',
      'contact',
      'expect',
      'signUpForm',
      'scope',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>(
          'main',
          'x',
          'totalSales',
          '__proto__',
          'toString',
          1,
          null,
          true,
          0.1,
          'field-updated',
        ),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), tree, (name, value) =>
        survives({ [name]: JSON.stringify(value) }),
      ),
      { numRuns: 400 },
    );
  });

  test('any expression and any template', async () => {
    const fragment = fc.constantFrom(
      'contact',
      '.',
      'score',
      'totalSales',
      '==',
      '"',
      "'",
      '(',
      ')',
      '{{',
      '}}',
      '#each ',
      'links',
      '/',
      '>',
      '@',
      '1',
      ' ',
    );
    const text = fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, (one) =>
        survives({
          'x.map.yaml': `map: x\ntriggers:\n  a:\n    on: login-used\n    where: ${JSON.stringify(one)}\n`,
          'emails/a.email.md': `---\nsubject: ${JSON.stringify(one)}\n---\n${one}\n`,
        }),
      ),
      { numRuns: 400 },
    );
  });
});
