import { checkEmail } from '../check-email.ts';
import { checkHasProgram } from '../check-names.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `grantLogin`: its email may use the link. */
export const grantLogin: StepAnalysis<StepOf<'grantLogin'>> = {
  name: ({ grantLogin }) => grantLogin.email,
  check: ({ grantLogin }, { context, known, node }) => {
    checkHasProgram(context, node);
    const withLogin = known.map((one) => ({ ...one, merges: new Set([...one.merges, 'login' as const]) }));
    checkEmail(context, grantLogin, 'email', withLogin);
  },
};
