import { checkCall, outputOf } from '../check-call.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `call`: an activity of one's own; behind it its answer is known under the name in `as`. */
export const call: StepAnalysis<StepOf<'call'>> = {
  name: ({ call }) => call.activity,
  check: ({ call }, { context, known }) => checkCall(call, context, known),
  learn: ({ call }, known, context) => {
    const output = outputOf(call.activity, context);
    return call.as === undefined || !output
      ? known
      : { ...known, calls: { ...known.calls, [call.as]: output } };
  },
};
