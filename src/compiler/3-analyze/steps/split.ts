import { diagnostic } from '../../../diagnostics/catalog.ts';
import { keyPlace, valuePlace } from '../../1-parse/parsed-file.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

const WHOLE = 100;

/** `split`: every contact takes one of its paths, by percentage. */
export const split: StepAnalysis<StepOf<'split'>> = {
  paths: ({ split }, path) => split.map((one) => path(one, 'steps', { name: one.name, rejoins: true })),
  goesOn: () => false,
  check: (step, { context: { doc, report } }) => {
    // Weights have at most two decimals, which a sum of fractions would blur.
    const total = step.split.reduce((sum, { weight }) => sum + Math.round(weight * WHOLE), 0) / WHOLE;
    if (total !== WHOLE && !doc.file.gaps)
      report(diagnostic('MW354', { total }, keyPlace(doc.file, step, 'split')));
    step.split.forEach((one, index) => {
      const first = step.split.findIndex(({ name }) => name === one.name);
      const other = step.split[first];
      if (first === index || !other) return;
      const related = [{ message: 'first used here', ...valuePlace(doc.file, other, 'name') }];
      const args = { what: 'path', name: one.name };
      report(diagnostic('MW309', args, valuePlace(doc.file, one, 'name'), { related }));
    });
  },
};
