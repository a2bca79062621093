import { learnAnswers } from '../occasions.ts';
import type { CallStep } from '../step-types.ts';
import { summaryOf } from '../summary.ts';
import { outsideValue } from '../turn.ts';
import { jobBase } from './job-base.ts';
import type { StepRules } from './step-rules.ts';
import { templateValues } from './template-values.ts';

/** `call`: an activity of one's own. The place remembers its answer under the name in `as`. */
export const call: StepRules<CallStep> = {
  enter: (turn, place, { activity, input, as }) => {
    const output = as === undefined ? undefined : turn.program.activities?.[activity];
    return {
      move: 'ask',
      job: {
        ...jobBase(turn, place, summaryOf(turn, place, `call ${activity}`)),
        activity: 'call-activity',
        input: {
          name: activity,
          input,
          values: templateValues(input, (cel) => outsideValue(turn, cel, place.occasion)),
          ...(output ? { output } : {}),
        },
      },
    };
  },
  done: (_turn, place, { activity, as, next }, { output = {} }) => {
    if (as !== undefined) learnAnswers(place, { [as]: { activity, output } });
    return { move: 'go', to: next };
  },
};
