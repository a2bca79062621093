import { matches } from './matches.ts';
import type { Program, StepId } from './program.ts';
import type { Occurrence, Place } from './run-state.ts';
import type { WaitForStep } from './step-types.ts';
import type { MapTurn } from './turn.ts';

/**
 * A place that comes to a step which some `waitFor` names in `since` listens for it from now on. Coming there again
 * starts anew. Skipping the step is coming there, too: the event counts from when the contact was that far.
 */
export function listenFrom({ program }: MapTurn, place: Place, step: StepId): void {
  const waits = waitsSince(program).get(step);
  if (!waits) return;
  place.heard = { ...place.heard, ...Object.fromEntries(waits.map(({ id }) => [id, null])) };
}

/** Keeps an occurrence for the `waitFor` steps that the place listens for: of each the first one, so that it is bounded. */
export function hearFor(turn: MapTurn, place: Place, occurrence: Occurrence): void {
  for (const [id, known] of Object.entries(place.heard ?? {})) {
    const step = turn.program.steps[id];
    // Where the place stands at the step itself, the event is for the step.
    if (known || step?.kind !== 'waitFor' || place.step === id) continue;
    if (!matches(turn, step.on, occurrence)) continue;
    place.heard = { ...place.heard, [id]: occurrence };
    turn.touched = true;
  }
}

/** What the place has heard for the step where it arrives; each event is taken once. */
export function takeHeard(place: Place, step: StepId): Occurrence | undefined {
  const heard = place.heard?.[step];
  if (!heard) return undefined;
  place.heard = { ...place.heard, [step]: null };
  return heard;
}

const known = new WeakMap<Program, ReadonlyMap<StepId, WaitForStep[]>>();

/** The steps that count events since another one, by that one; found once, for programs are frozen. */
function waitsSince(program: Program): ReadonlyMap<StepId, WaitForStep[]> {
  const found = known.get(program) ?? new Map(Map.groupBy(sinceSteps(program), ({ since = '' }) => since));
  known.set(program, found);
  return found;
}

/** A test of a field is asked on arrival, by what the field holds then: there is nothing to remember. */
function sinceSteps({ steps }: Program): WaitForStep[] {
  return Object.values(steps).filter(
    (step): step is WaitForStep =>
      step.kind === 'waitFor' && step.since !== undefined && step.on.type !== 'field-updated',
  );
}
