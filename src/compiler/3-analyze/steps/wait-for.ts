import { checkMatch } from '../check-match.ts';
import { checkSince } from '../check-names.ts';
import { eventShapeOf, mergesOf } from '../event-shape.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `waitFor`: who goes on has come by the event waited for; who took `otherwise` by the one before. */
export const waitFor: StepAnalysis<StepOf<'waitFor'>> = {
  needsId: () => 'first-sale',
  waits: () => true,
  paths: ({ waitFor }, path) =>
    waitFor.otherwise === undefined ? [] : [path(waitFor, 'otherwise', { name: 'otherwise', rejoins: true })],
  check: ({ waitFor }, { context, node }) => {
    checkMatch(waitFor, context);
    if (waitFor.since !== undefined) checkSince(context, waitFor, node);
  },
  learn: ({ waitFor }, known, context, node, path) =>
    path
      ? known
      : {
          ...known,
          from: `the event that \`${node.id}\` waits for`,
          event: eventShapeOf(waitFor, context),
          merges: new Set([...known.merges, ...mergesOf(waitFor, context)]),
        },
};
