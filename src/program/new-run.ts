import { NEWEST_ENGINE, type Engine } from './engine.ts';
import type { MapMemory, MapState, RunMemory, RunState } from './run-state.ts';

/** The state of a run before its first event, with what earlier runs of the contact remember. */
export function newRun(contactId: string, memory?: RunMemory, engine: Engine = NEWEST_ENGINE): RunState {
  return {
    engine,
    contactId,
    releaseSet: '',
    sequence: memory?.sequence ?? 0,
    entry: memory?.entry ?? 0,
    revision: memory?.revision ?? 0,
    contact: {},
    enrolments: {},
    ...(memory?.paused ? { paused: true } : {}),
    maps: Object.fromEntries(
      Object.entries(memory?.maps ?? {}).map(([name, map]) => [name, remembered(map)]),
    ),
    jobs: [],
    refused: [],
  };
}

/** A map as somebody meets it who does not stand on it. */
export function remembered(memory: MapMemory = { once: [], milestones: {} }): MapState {
  return { ...memory, release: '', places: [] };
}
