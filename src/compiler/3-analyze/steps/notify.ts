import { checkEmail } from '../check-email.ts';
import { checkTeam } from '../check-names.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `notify`: a team, and the email that it gets. */
export const notify: StepAnalysis<StepOf<'notify'>> = {
  name: ({ notify }) => notify.email,
  check: ({ notify }, { context, known }) => {
    checkTeam(context, notify, 'team');
    checkEmail(context, notify, 'email', known);
  },
};
