import type { ActivityJob, SkipReason } from '../commands.ts';
import type { FieldLiteral, StepId } from '../program.ts';
import type { Step } from '../step-types.ts';
import type { Occurrence, Place, Waiting } from '../run-state.ts';
import type { MapTurn } from '../turn.ts';
import type { Instant } from '../time.ts';

/**
 * What a step makes of its place: go on (null: the path has run out), stand still, ask for work, or leave the map.
 * `part`: go on, while added places start at `others`. `send`: stand still until the added places on `paths` have run
 * out; where they cannot all start, go on at `next`. `retract`: the place goes, as if it had never come.
 */
export type Move =
  | { move: 'go'; to: StepId | null }
  | { move: 'stay'; waits: Waiting }
  | { move: 'ask'; job: ActivityJob }
  | { move: 'part'; to: StepId | null; others: StepId[] }
  | { move: 'send'; paths: { name: string; first: StepId }[]; next: StepId | null }
  | { move: 'retract' }
  | { move: 'leave' };

/** What an activity that was carried out brought back. */
export interface Done {
  job: ActivityJob;
  skipped?: SkipReason;
  instants: Record<string, Instant>;
  /** What was answered from outside. */
  output?: Record<string, FieldLiteral>;
}

/**
 * The meaning of one step kind, in one place. Each rule answers what becomes of the place; a rule that
 * answers undefined leaves it as it is.
 */
export interface StepRules<S extends Step> {
  /** A place arrives. */
  enter(turn: MapTurn, place: Place, step: S): Move;
  /** An activity that the step asked for was carried out (failures are handled the same for all kinds). */
  done?(turn: MapTurn, place: Place, step: S, done: Done): Move | undefined;
  /** The clock reached an instant that the place waits for. */
  due?(turn: MapTurn, place: Place, step: S): Move | undefined;
  /** The instant that the place asked for, which depends on zone rules, is known. */
  resolved?(turn: MapTurn, place: Place, step: S, at: Instant): Move | undefined;
  /** Something happened to the contact while the place stands here. */
  happened?(turn: MapTurn, place: Place, step: S, occurrence: Occurrence): Move | undefined;
}
