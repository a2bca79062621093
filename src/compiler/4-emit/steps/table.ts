import type { StepKind } from '../../../program/step-types.ts';
import type { WrittenStep } from '../../3-analyze/steps/step-analysis.ts';
import { approve } from './approve.ts';
import { branch } from './branch.ts';
import { call } from './call.ts';
import { email, grantLogin, notify } from './mails.ts';
import { fork, split } from './forks.ts';
import { goal, waitFor } from './listening.ts';
import { map, set, tag, untag } from './changes.ts';
import type { EmitContext, StepEmitter } from './step-emitter.ts';
import { task } from './task.ts';
import { wait } from './wait.ts';
import { webhook } from './webhook.ts';

const nothing = () => ({});

/** How every step kind is written down: a new kind makes the type-checker ask for its entry here. */
const EMITTERS: { [K in StepKind]: StepEmitter<K> } = {
  approve,
  branch,
  call,
  email,
  end: nothing,
  exit: nothing,
  fork,
  goTo: nothing,
  goal,
  grantLogin,
  map,
  notify,
  revokeLogin: nothing,
  set,
  split,
  tag,
  untag,
  task,
  waitFor,
  wait,
  webhook,
};

/** What only the step's kind has. */
export function ownFields(kind: StepKind, step: WrittenStep, context: EmitContext): object {
  // The table pairs each kind with its own emitter, which TypeScript cannot follow through an index.
  return (EMITTERS[kind] as (step: WrittenStep, context: EmitContext) => object)(step, context);
}
