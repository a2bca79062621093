import { checkCall } from '../check-call.ts';
import { shapeWith } from '../shape.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `call`: an activity of one's own; behind it its answer is known under the name in `as`. */
export const call: StepAnalysis<StepOf<'call'>> = {
  name: ({ call }) => call.activity,
  check: ({ call }, { context, known }) => checkCall(call, context, known),
  learn: ({ call }, known, { context: { activities } }) =>
    call.as === undefined
      ? known
      : { ...known, calls: shapeWith(known.calls, call.as, activities.get(call.activity)?.output ?? 'any') },
};
