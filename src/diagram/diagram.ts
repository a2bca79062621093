import type { StepKind } from '../program/step-types.ts';

/**
 * A map as a picture has it: cards, arrows between them, and which cards belong together. Plain data, in words,
 * without any layout; `mapwright graph --json` answers it, so its shape is stable.
 */
export interface Diagram {
  map: string;
  title: string;
  /** What else to know at the top, such as the partner program. */
  subtitle: string;
  nodes: DiagramNode[];
  edges: DiagramEdge[];
  groups: DiagramGroup[];
}

/**
 * `exit-when` is the condition under which contacts leave by themselves, `stay` the implicit end of a path on
 * which contacts park, and `done` the end of an added path, which is just over.
 */
export type NodeKind = 'trigger' | 'milestone' | 'exit-when' | 'stay' | 'done' | StepKind;

export interface DiagramNode {
  /** Unique and stable: `trigger/signed-up`, `milestone/total-sales`, `step/review`, `stay/signed-up` … */
  id: string;
  kind: NodeKind;
  /** The id under which contacts stand here; absent where nobody can. */
  step?: string;
  /** What kind of thing this is, in a word or two: "Email". */
  word: string;
  /** Its name in the map, when the title does not say it already. */
  name?: string;
  title: string;
  /** Details, each a short phrase. */
  lines: string[];
  /** How many people stand here now, when counts were given and somebody does. */
  people?: number;
  /** Present when this step was named as one that no test reaches. */
  uncovered?: true;
}

export interface DiagramEdge {
  /** Ids of nodes. */
  from: string;
  to: string;
  label?: string;
  /** `way`: the path goes on; `jump`: a goTo; `failure`: what happens when a step keeps failing. */
  kind: 'way' | 'jump' | 'failure';
  /** Present when this way was named as one that no test takes. */
  uncovered?: true;
}

/** A door of the map and everything behind it. */
export interface DiagramGroup {
  /** Same as the id of the door's node. */
  id: string;
  title: string;
  /** Ids of nodes. */
  nodes: string[];
}

/** What a picture can show beside the map itself. */
export interface DiagramOptions {
  /** How many people stand at each step, by its id. */
  counts?: Readonly<Record<string, number>>;
  /** Ids of steps to mark as not covered by any test. */
  uncovered?: ReadonlySet<string>;
  /** Ids of the nodes of doors to mark so. */
  uncoveredDoors?: ReadonlySet<string>;
  /** Ways from step to step to mark so; null: where the path runs out. */
  uncoveredWays?: readonly { from: string; to: string | null }[];
}
