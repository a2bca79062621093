import type { Step, StepKind } from '../program.ts';
import { approve } from './approve.ts';
import { branch } from './branch.ts';
import { email } from './email.ts';
import { end } from './end.ts';
import { exit } from './exit.ts';
import { grantLogin } from './grant-login.ts';
import { notify } from './notify.ts';
import type { StepRules } from './step-rules.ts';
import { wait } from './wait.ts';

/** Every step kind's rules: a new kind makes the type-checker ask for its entry here. */
const RULES: { [K in StepKind]: StepRules<Extract<Step, { kind: K }>> } = {
  approve,
  branch,
  email,
  end,
  exit,
  grantLogin,
  notify,
  wait,
};

/** The rules of a step's own kind. */
export function rulesOf(step: Step): StepRules<Step> {
  // The table pairs each kind with its own rules, which TypeScript cannot follow through an index.
  return RULES[step.kind] as unknown as StepRules<Step>;
}
