import type { MilestoneBlock, Step, Trigger } from '../../language/map.generated.ts';
import type { StepKind } from '../../program/step-types.ts';

/** A step with its id, and the paths inside it. */
export interface StepNode {
  id: string;
  /** Where the id comes from: the author, what the step names (an email), or the step's place. */
  named: 'by-author' | 'by-content' | 'by-place';
  kind: StepKind;
  step: Step;
  /** The list that holds the step; absent for an `exit` that is there by default. */
  source?: { list: Step[]; index: number };
  paths: Path[];
  /** Whether a place can go on to the next step without taking a path. */
  goesOn: boolean;
  /** Whether a place stands here for a while. */
  waits: boolean;
  /** Nothing names the step, and people stand here: an id to suggest. */
  needsId?: string;
}

/** A list of steps inside a step, such as `then` or `rejected`. */
export interface Path {
  name: string;
  /** Whether places that run out of it go on behind the step that holds it. */
  rejoins: boolean;
  /** The condition of a branch's path. */
  when?: string;
  /** The mapping (or list) and key under which the path stands; absent for one that is there by default. */
  owner?: { container: object; key: string | number };
  steps: StepNode[];
}

/** A way onto the map: a trigger, or a milestone's threshold with steps of its own. */
export interface Door {
  kind: 'trigger' | 'milestone';
  name: string;
  trigger?: Trigger;
  milestone?: MilestoneBlock;
  /** Index in `at` when the steps are those of one threshold alone. */
  threshold?: number;
  steps: StepNode[];
}

/** Every step below some, each before those inside it. */
export function* allSteps(steps: readonly StepNode[]): Generator<StepNode> {
  for (const node of steps) {
    yield node;
    for (const path of node.paths) yield* allSteps(path.steps);
  }
}
