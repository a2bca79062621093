import type { RevokeLoginStep } from '../step-types.ts';
import { jobBase } from './job-base.ts';
import type { StepRules } from './step-rules.ts';

/** `revokeLogin`: close the partner center; a later `grantLogin` opens it again. */
export const revokeLogin: StepRules<RevokeLoginStep> = {
  enter: (turn, place) => ({
    move: 'ask',
    job: {
      ...jobBase(turn, place, 'Close the partner center'),
      activity: 'revoke-login',
      input: { program: turn.program.program ?? '' },
    },
  }),
  done: (_turn, _place, step) => ({ move: 'go', to: step.next }),
};
