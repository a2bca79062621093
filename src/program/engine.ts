import type { RunState } from './run-state.ts';

/**
 * Versions of what runs do. A history says by which engine it was made: in the arguments of the run. Where a newer one
 * decides otherwise, the older one's way stays, and a recorded history in test/replay shows it. So far both do the same.
 */
const ENGINES = [0, 1] as const;
export type Engine = (typeof ENGINES)[number];

/** What runs go by that were started before there was another. */
export const FIRST_ENGINE = 0 satisfies Engine;
/** What new runs, and those that continue as new, go by. */
export const NEWEST_ENGINE = 1 satisfies Engine;

/** Whether this version can carry a run on; a state may come from a newer one. */
export function knowsEngine({ engine }: Pick<RunState, 'engine'>): boolean {
  return ENGINES.includes(engine);
}

/** The state with which a run continues as new: there is no history any more that would ask for the old ways. */
export function continued(state: RunState): RunState {
  return { ...state, engine: NEWEST_ENGINE };
}
