import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compiled, NOTICES } from './compiled.ts';
import { Duet } from './duet.ts';
import { generatedMap } from './generated-maps.ts';
import { endings, stimuli } from './stimuli.ts';

/** `REFERENCE_RUNS=2000 npx vitest run test/reference` looks longer. */
const WORLDS = Number(process.env['REFERENCE_RUNS'] ?? 60);

it('the kernel and the reference agree on every moment of generated runs of generated maps', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(generatedMap('first'), fc.option(generatedMap('second'), { nil: undefined })),
      fc.array(fc.tuple(stimuli, endings), { minLength: 1, maxLength: 4, size: 'max' }),
      async ([first, second], runs) => {
        const documents = [first, ...(second ? [second] : [])];
        const programs = await compiled(documents);
        for (const [run, ends] of runs) {
          const duet = new Duet(programs, [NOTICES, ...documents], ends, (kernel, reference) =>
            expect(kernel).toEqual(reference),
          );
          for (const stimulus of run) duet.happen(stimulus);
        }
      },
    ),
    { numRuns: WORLDS },
  );
});
