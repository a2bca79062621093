import type { Currency, StepId } from '../../../program/program.ts';
import type { Step, StepKind } from '../../../program/step-types.ts';
import type { Analysis } from '../../3-analyze/analyze.ts';
import type { StepNode } from '../../3-analyze/step-tree.ts';
import type { StepOf } from '../../3-analyze/steps/step-analysis.ts';
import type { EmailRefs } from '../emit-emails.ts';

/** What emitting a step may look up. */
export interface EmitContext {
  analysis: Analysis;
  refs: EmailRefs;
  currency: Currency | undefined;
  node: StepNode;
  /** The first step of a path inside; null for an empty one. */
  first: (path: string) => StepId | null;
}

/** What only this kind has, beside `id`, `title`, `if`, `onFailure`, `next` and `kind`. */
export type OwnFields<K extends StepKind> = Omit<
  Extract<Step, { kind: K }>,
  'id' | 'title' | 'if' | 'onFailure' | 'next' | 'kind'
>;

/** Writes one kind down for the kernel. */
export type StepEmitter<K extends StepKind> = (step: StepOf<K>, context: EmitContext) => OwnFields<K>;

/** The key under which an optional value stands, if there is a value. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
