import { checkEmail } from '../check-email.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `email`: the address of another recipient has been checked by the schema. */
export const email: StepAnalysis<StepOf<'email'>> = {
  name: ({ email }) => (typeof email === 'string' ? email : email.template),
  check: (step, { context, known }) => {
    if (typeof step.email === 'string') checkEmail(context, step, 'email', known);
    else checkEmail(context, step.email, 'template', known);
  },
};
