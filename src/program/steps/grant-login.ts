import { mergeValues } from '../merge-values.ts';
import type { GrantLoginStep } from '../step-types.ts';
import { giveUp } from './give-up.ts';
import { jobBase } from './job-base.ts';
import type { StepRules } from './step-rules.ts';

/** `grantLogin`: open the partner center and send a single-use, expiring link. */
export const grantLogin: StepRules<GrantLoginStep> = {
  enter: (turn, place, step) => {
    const program = turn.program.program ?? '';
    return {
      move: 'ask',
      job: {
        ...jobBase(turn, place, `Grant partner-center login: email ${step.email.template}`),
        activity: 'grant-login',
        input: {
          program,
          linkValidFor: step.linkValidFor,
          mail: {
            index: 0,
            email: step.email,
            to: 'contact',
            program,
            values: mergeValues(turn, place, step.email.merges),
          },
        },
      },
    };
  },
  done: (_turn, _place, step, { skipped }) =>
    // A login that cannot reach its owner is a failure, not a mail that may be left out (language.md §3.4).
    skipped ? giveUp(step, `the login link was not sent: ${skipped}`) : { move: 'go', to: step.next },
};
