import type { Origin } from '../commands.ts';
import type { Place } from '../run-state.ts';
import type { MapTurn } from '../turn.ts';

/**
 * Identity of a place's activity: `map/step#entry`. The entry makes it unique among pending activities
 * even when the same step stands twice on the map; `part` tells a reminder from the question.
 */
export function jobBase(turn: MapTurn, place: Place, summary: string, part?: string) {
  const origin: Origin = { map: turn.program.map, step: place.step, entry: place.entry };
  const id = `${origin.map}/${origin.step}#${origin.entry}`;
  return { id: part ? `${id}.${part}` : id, origin, summary };
}
