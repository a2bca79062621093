import type { Step, StepKind } from '../step-types.ts';
import { approve } from './approve.ts';
import { branch } from './branch.ts';
import { call } from './call.ts';
import { set, tag, untag } from './change.ts';
import { email } from './email.ts';
import { end } from './end.ts';
import { exit } from './exit.ts';
import { fork } from './fork.ts';
import { goTo } from './go-to.ts';
import { goal } from './goal.ts';
import { grantLogin } from './grant-login.ts';
import { map } from './map.ts';
import { notify } from './notify.ts';
import { revokeLogin } from './revoke-login.ts';
import { split } from './split.ts';
import type { StepRules } from './step-rules.ts';
import { task } from './task.ts';
import { waitFor } from './wait-for.ts';
import { wait } from './wait.ts';
import { webhook } from './webhook.ts';

/** Every step kind's rules: a new kind makes the type-checker ask for its entry here. */
const RULES: { [K in StepKind]: StepRules<Extract<Step, { kind: K }>> } = {
  approve,
  branch,
  call,
  email,
  end,
  exit,
  fork,
  goTo,
  goal,
  grantLogin,
  map,
  notify,
  revokeLogin,
  set,
  split,
  tag,
  task,
  untag,
  wait,
  waitFor,
  webhook,
};

/** The rules of a step's own kind. */
export function rulesOf(step: Step): StepRules<Step> {
  // The table pairs each kind with its own rules, which TypeScript cannot follow through an index.
  return RULES[step.kind] as unknown as StepRules<Step>;
}
