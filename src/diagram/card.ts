import type { Program } from '../program/program.ts';
import type { Step, StepKind } from '../program/step-types.ts';

/** What a kind of step says on its card; a title of the author's own replaces `title`, which then is a detail. */
export interface Card {
  word: string;
  title: string;
  lines?: string[];
}

/** How to say it, for some kinds. */
export type Cards<K extends StepKind = StepKind> = {
  [Kind in K]: (step: Extract<Step, { kind: Kind }>, program: Program) => Card;
};
