import { mergeValues } from '../merge-values.ts';
import type { NotifyStep } from '../step-types.ts';
import { summaryOf } from '../summary.ts';
import { jobBase } from './job-base.ts';
import type { StepRules } from './step-rules.ts';

/** `notify`: one mail to a team of `sending.yaml`. */
export const notify: StepRules<NotifyStep> = {
  enter: (turn, place, step) => ({
    move: 'ask',
    job: {
      ...jobBase(turn, place, summaryOf(turn, place, `email ${step.email.template} to team ${step.team}`)),
      activity: 'send-email',
      input: {
        mail: {
          index: 0,
          email: step.email,
          to: { team: step.team },
          values: mergeValues(turn, place, step.email.merges),
          ...(turn.program.program ? { program: turn.program.program } : {}),
        },
      },
    },
  }),
  done: (_turn, _place, step) => ({ move: 'go', to: step.next }),
};
