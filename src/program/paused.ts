import type { MapState, RunState } from './run-state.ts';

/** Whether all that the contact has, or what they have on this map, is paused. */
export function isPaused({ state, map }: { state: RunState; map?: MapState | undefined }): boolean {
  return state.paused === true || map?.paused === true;
}
