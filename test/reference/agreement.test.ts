import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compiled, noticesOf, type Notice } from './compiled.ts';
import { Duet } from './duet.ts';
import { generatedMap } from './generated-maps.ts';
import { endings, stimuli } from './stimuli.ts';

/** `REFERENCE_RUNS=2000 npx vitest run test/reference` looks longer. */
const WORLDS = Number(process.env['REFERENCE_RUNS'] ?? 40);

const notices = fc.record<Notice>(
  { repeatPayments: fc.constant('skip'), coalesce: fc.constantFrom('10 minutes', '2 hours') },
  { requiredKeys: [] },
);

it(
  'the kernel and the reference agree on every moment of generated runs of generated maps',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(generatedMap('first'), generatedMap('second')),
        notices,
        fc.array(fc.tuple(stimuli, endings), { minLength: 1, maxLength: 4, size: 'max' }),
        async (documents, notice, runs) => {
          const programs = await compiled(documents, notice);
          for (const [run, ends] of runs) {
            const duet = new Duet(programs, [noticesOf(notice), ...documents], ends, (kernel, reference) =>
              expect(kernel).toEqual(reference),
            );
            for (const stimulus of run) duet.happen(stimulus);
          }
        },
      ),
      { numRuns: WORLDS },
    );
  },
  30_000 + WORLDS * 500,
);
