import type { Template } from '../../../program/step-types.ts';
import { optional, type StepEmitter } from './step-emitter.ts';

/** `call`. */
export const call: StepEmitter<'call'> = ({ call }) => ({
  activity: call.activity,
  input: (call.input ?? {}) as Template,
  ...optional('as', call.as),
});
