import type { Step } from '../../../language/map.generated.ts';
import type { StepKind } from '../../../program/step-types.ts';
import { approve } from './approve.ts';
import { branch } from './branch.ts';
import { call } from './call.ts';
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
import { set } from './set.ts';
import { split } from './split.ts';
import type { StepAnalysis, StepOf, WrittenStep } from './step-analysis.ts';
import { tag, untag } from './tag.ts';
import { task } from './task.ts';
import { waitFor } from './wait-for.ts';
import { wait } from './wait.ts';
import { webhook } from './webhook.ts';

/** What is known of every step kind: a new kind makes the type-checker ask for its entry here. */
const ANALYSES: { [K in StepKind]: StepAnalysis<StepOf<K>> } = {
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
  untag,
  task,
  waitFor,
  wait,
  webhook,
};

/** What is known of a kind. */
export function analysisOf(kind: StepKind): StepAnalysis<WrittenStep> {
  // The table pairs each kind with its own rules, which TypeScript cannot follow through an index.
  return ANALYSES[kind] as unknown as StepAnalysis<WrittenStep>;
}

const KINDS = Object.keys(ANALYSES) as StepKind[];

/** The kind of a step: validation has seen to it that there is exactly one kind key. */
export function kindOf(step: Step): StepKind {
  if (typeof step === 'string') return step;
  const kind = KINDS.find((one) => Object.hasOwn(step, one));
  if (!kind) throw new Error('A step without a kind passed validation.');
  return kind;
}
