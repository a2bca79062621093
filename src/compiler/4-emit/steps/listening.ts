import { emitMatch } from '../emit-match.ts';
import { durationIn } from '../duration.ts';
import { optional, type StepEmitter } from './step-emitter.ts';

/** `waitFor`. */
export const waitFor: StepEmitter<'waitFor'> = ({ waitFor }, { analysis, currency, first, node }) => ({
  on: emitMatch(waitFor, analysis, currency, `step/${node.id}`),
  ...durationIn(waitFor, 'atMost'),
  ...optional('since', waitFor.since),
  otherwise: first('otherwise'),
});

/** `goal`. */
export const goal: StepEmitter<'goal'> = ({ goal }, { analysis, currency, node }) => ({
  on: emitMatch(goal, analysis, currency, `step/${node.id}`),
  scope: goal.scope ?? 'above',
  wait: goal.wait ?? false,
});
