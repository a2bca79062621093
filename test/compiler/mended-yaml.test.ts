import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Position } from '../../src/diagnostics/diagnostic.ts';
import { baseFiles, compileFiles } from './fixture-cases.ts';

const MAP = `# a comment
map: x
program: main
title: A map with 'quotes' and "more"
triggers:
  signed-up: &door
    on: form-submitted
    form: partner-sign-up
    reentry: { cooldown: 30 days }
    steps: &steps
      - id: review
        approve: { by: partner-managers, rejected: [{ email: declined }, exit] }
      - branch: [{ if: "contact.score > 1", then: [{ email: welcome }] }, { else: [end] }]
  again: { <<: *door, steps: [] }
milestones:
  total: { field: totalSales, at: [5, { value: 1000.50, steps: [] }] }
`;

/** What people bring along by copying, pasting, and typing on a keyboard of their own. */
const SLIPS =
  '\t|\u{A0}|\u{200B}|\u{FEFF}|\u{2028}|“|”|‘|：|– |—|•|-|- |: |:|# |#1| #1|{{x}}|{{|}}|\'|"|[|]|{|}|,|1,000|0123|12345678901234567890|*a|*steps |&a |<<: |!x |!|@|`|%YAML 1.1\n|---\n|...\n|<<<<<<< a\n=======\n>>>>>>> b\n|\r\n|\r|\n|\n\n  |    |?|>|\\|\\d|yes|~|key: |key:value|\u{7}'
    .split('|')
    .concat('|', '| text');

const slip = fc.record({
  at: fc.nat(MAP.length),
  cut: fc.constantFrom(0, 0, 0, 1, 3, 12),
  insert: fc.constantFrom(...SLIPS),
});

function withSlips(text: string, slips: readonly { at: number; cut: number; insert: string }[]): string {
  return slips.reduce((so, { at, cut, insert }) => so.slice(0, at) + insert + so.slice(at + cut), text);
}

const FRONT = '---\nsubject: Hello {{contact.firstName}}\npreheader: A text\n---\nHello\n';

describe('whatever slips are made', () => {
  test('every place and every fix lies in its file, and says something', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(slip, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (slips, isCrlf) => {
          const text = withSlips(isCrlf ? MAP.replaceAll('\n', '\r\n') : MAP, slips);
          const email = withSlips(
            FRONT,
            slips.map((one) => ({ ...one, at: one.at % FRONT.length })),
          );
          const { diagnostics, sources } = await compileFiles({
            ...baseFiles(),
            'x.map.yaml': text,
            'emails/a.email.md': email,
          });
          for (const { file, start, end, related, fixes, message, hint } of diagnostics) {
            for (const place of [{ file, start, end }, ...related, ...fixes]) {
              const lines = (sources.get(place.file) ?? '').split('\n');
              const isInside = ({ line, column }: Position) =>
                column >= 1 && column <= (lines[line - 1] ?? '').length + 1;
              expect(isInside(place.start) && isInside(place.end)).toBe(true);
            }
            expect(`${message} ${hint}`).not.toMatch(
              /undefined|\[object|NaN|\{(?:problem|hint|text|why|quoted|mark)\}/,
            );
          }
        },
      ),
      { numRuns: 600 },
    );
  });

  test('the same file is read the same way twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(slip, { maxLength: 3 }), async (slips) => {
        const files = { ...baseFiles(), 'x.map.yaml': withSlips(MAP, slips) };
        const [first, second] = await Promise.all([compileFiles(files), compileFiles(files)]);
        expect(second.diagnostics).toEqual(first.diagnostics);
      }),
      { numRuns: 50 },
    );
  });
});
