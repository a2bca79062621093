import { knowsEngine } from '../src/program/engine.ts';
import { programs } from 'mapwright-programs';
import type { RunState } from '../src/program/run-state.ts';

/** Fails this task, not the run, where the bundle lacks what the run obeys: a worker that has it will take over. */
export function mustKnow(state: Pick<RunState, 'engine' | 'releaseSet' | 'maps'>): void {
  const { engine, releaseSet, maps } = state;
  if (!knowsEngine(state))
    throw new Error(`UnknownEngine: this worker is too old for engine ${String(engine)} of the run`);
  // '': it has heard nothing yet that it could decide on.
  if (releaseSet !== '' && !programs.sets[releaseSet]) {
    throw new Error(`UnknownReleaseSet: this worker's bundle does not hold release set ${releaseSet}`);
  }
  for (const [name, { release, places }] of Object.entries(maps)) {
    if (places.length === 0 || programs.programs[release]) continue;
    throw new Error(`UnknownRelease: this worker's bundle does not hold release ${release} of map ${name}`);
  }
}
