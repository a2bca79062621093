import { diagnostic } from '../../../diagnostics/catalog.ts';
import { valuePlace } from '../../1-parse/parsed-file.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `branch`: yes or no, or many ways; the conditions of its paths are checked with the paths. */
export const branch: StepAnalysis<StepOf<'branch'>> = {
  paths: ({ branch }, path) => {
    if (Array.isArray(branch)) {
      return branch.map((one, index) =>
        'then' in one
          ? path(one, 'then', { name: `then${index + 1}`, rejoins: true, when: one.if })
          : path(one, 'else', { name: 'else', rejoins: true }),
      );
    }
    const given = { name: 'then', rejoins: true, when: branch.if };
    const yes = branch.then ? path(branch, 'then', given) : { ...given, steps: [] };
    return branch.else ? [yes, path(branch, 'else', { name: 'else', rejoins: true })] : [yes];
  },
  goesOn: ({ branch }) =>
    Array.isArray(branch) ? !branch.some((one) => 'else' in one) : branch.else === undefined,
  check: ({ branch }, { context: { doc, report } }) => {
    if (!Array.isArray(branch)) return;
    const otherwise = branch.findIndex((one) => 'else' in one);
    const after = otherwise === -1 ? undefined : branch[otherwise + 1];
    if (after) report(diagnostic('MW332', {}, valuePlace(doc.file, after)));
  },
};
