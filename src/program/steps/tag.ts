import type { TagStep, UntagStep } from '../step-types.ts';
import { askForChange, awaitsEvent } from './ask-for-change.ts';
import type { StepRules } from './step-rules.ts';

/** `tag`: adds tags; one that is there already raises nothing. */
export const tag: StepRules<TagStep> = {
  enter: (turn, place, { tags }) => askForChange(turn, place, { tag: tags }, `tag ${tags.join(', ')}`),
  done: awaitsEvent,
};

/** `untag`: takes tags away; one that is not there raises nothing. */
export const untag: StepRules<UntagStep> = {
  enter: (turn, place, { tags }) => askForChange(turn, place, { untag: tags }, `untag ${tags.join(', ')}`),
  done: awaitsEvent,
};
