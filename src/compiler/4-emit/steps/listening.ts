import { emitMatch } from '../emit-match.ts';
import { durationIn } from '../duration.ts';
import { optional, type StepEmitter } from './step-emitter.ts';

/** `waitFor`. */
export const waitFor: StepEmitter<'waitFor'> = ({ waitFor }, { analysis, currency, first }) => ({
  on: emitMatch(waitFor, analysis, currency),
  ...durationIn(waitFor, 'atMost'),
  ...optional('since', waitFor.since),
  otherwise: first('otherwise'),
});

/** `goal`. */
export const goal: StepEmitter<'goal'> = ({ goal }, { analysis, currency }) => ({
  on: emitMatch(goal, analysis, currency),
  scope: goal.scope ?? 'above',
  wait: goal.wait ?? false,
});
