import type { Step } from '../../../language/map.generated.ts';
import type { StepKind } from '../../../program/step-types.ts';
import type { Known } from '../known.ts';
import type { MapContext } from '../map-context.ts';
import type { Path, StepNode } from '../step-tree.ts';

/** A step as it is written, but for the bare words `exit` and `end`. */
export type WrittenStep = Exclude<Step, string>;

/** The written form of one kind: the mapping that has the kind's key. */
export type StepOf<K extends StepKind> = Extract<WrittenStep, Record<K, unknown>>;

/** Makes a path of the list under `key` of `container`; undefined when there is none. */
export type PathMaker = (
  container: object,
  key: string | number,
  path: Pick<Path, 'name' | 'rejoins' | 'when'>,
) => Path;

/** What is known at a step, and where problems go. */
export interface StepCheck {
  context: MapContext;
  /** One entry for each way in which a place can have come here; at least one. */
  known: readonly Known[];
  node: StepNode;
}

/** What the compiler knows of one step kind before it is emitted, in one place. */
export interface StepAnalysis<S> {
  /** The name from which the step's id is derived when it has none. */
  name?(step: S): string | undefined;
  /** An id to suggest: people stand here, and nothing else names the step. */
  needsId?(step: S): string | undefined;
  /** The lists of steps inside. */
  paths?(step: S, path: PathMaker): Path[];
  /** Whether a place can stand here for a while. Default: no. */
  waits?(step: S): boolean;
  /** Whether a place can go on to the next step without taking a path. Default: yes. */
  goesOn?(step: S): boolean;
  /** Checks what only this kind has. */
  check?(step: S, check: StepCheck): void;
  /** What is known behind the step, given what was known before; `path` is the one that is taken, if any. */
  learn?(step: S, known: Known, context: MapContext, node: StepNode, path: Path | undefined): Known;
}
