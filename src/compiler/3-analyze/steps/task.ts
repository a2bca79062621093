import { diagnostic } from '../../../diagnostics/catalog.ts';
import { keyPlace } from '../../1-parse/parsed-file.ts';
import { checkTeam } from '../check-names.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

const EXPIRED = 'expired';

/** `task`: a person picks an outcome; `expired` is the one for when nobody did. */
export const task: StepAnalysis<StepOf<'task'>> = {
  needsId: () => 'call-them',
  waits: () => true,
  paths: ({ task }, path) =>
    Object.keys(task.outcomes).map((name) => path(task.outcomes, name, { name, rejoins: true })),
  goesOn: ({ task }) => task.giveUpAfter !== undefined && !Object.hasOwn(task.outcomes, EXPIRED),
  check: ({ task }, { context }) => {
    const { doc, report } = context;
    checkTeam(context, task, 'by');
    if (Object.hasOwn(task.outcomes, EXPIRED) && task.giveUpAfter === undefined && !doc.file.gaps)
      report(diagnostic('MW317', {}, keyPlace(doc.file, task.outcomes, EXPIRED)));
  },
};
