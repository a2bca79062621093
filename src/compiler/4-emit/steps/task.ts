import { durationIn } from '../duration.ts';
import type { StepEmitter } from './step-emitter.ts';

/** `task`. */
export const task: StepEmitter<'task'> = ({ task }, { first }) => ({
  what: task.title,
  team: task.by,
  outcomes: Object.keys(task.outcomes).map((name) => ({ name, first: first(name) })),
  ...durationIn(task, 'remindEvery'),
  ...durationIn(task, 'giveUpAfter'),
});
