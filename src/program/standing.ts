import type { MapState } from './run-state.ts';

/** Where the contact stood before the event: what scope and `ifOnMap` are judged by. */
export interface Standing {
  onMap: boolean;
  /** Steps at which a place is parked. */
  parkedAt: string[];
  /** Set once a door has opened for the newcomer: no other does for this event, even if they left at once. */
  entered: boolean;
}

/** Reads the standing off a map's state. */
export function standingOn(map: MapState | undefined): Standing {
  const places = map?.places ?? [];
  return {
    onMap: places.length > 0,
    parkedAt: places.filter(({ waits }) => waits.for === 'nothing').map(({ step }) => step),
    entered: false,
  };
}
