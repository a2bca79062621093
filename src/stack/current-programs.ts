import type { Kysely } from 'kysely';
import { fallingDue, type FallingDue } from '../program/due.ts';
import type { Program, Programs } from '../program/program.ts';
import type { Settings } from '../program/settings.ts';
import { currentReleaseSet } from '../releases/current-release.ts';
import { readPrograms, readSettingsOf, type ReleaseStore } from '../releases/release-store.ts';
import type { Database } from '../storage/schema.ts';

/** The release that is current, held in memory and read anew when another one was made current. */
export interface CurrentRelease {
  setId: string;
  programs: Programs;
  settings: Settings;
}

/** Answers with the current release. @throws when none was made yet, or the store lacks its files. */
export function currentReleaseReader(
  db: Kysely<Database>,
  store: ReleaseStore,
): () => Promise<CurrentRelease> {
  let held: CurrentRelease | undefined;
  return async () => {
    const setId = await currentReleaseSet(db);
    if (setId === undefined) throw new Error('No release is current.');
    if (held?.setId !== setId) {
      held = { setId, programs: await readPrograms(store), settings: await readSettingsOf(store, setId) };
    }
    return held;
  };
}

/** The maps of a release, by name. */
export function mapsOf({ setId, programs }: Pick<CurrentRelease, 'setId' | 'programs'>): Program[] {
  return Object.values(programs.sets[setId]?.maps ?? {}).flatMap(
    (release) => programs.programs[release] ?? [],
  );
}

/** What of a release depends on facts that fall due by the clock. */
export function fallingIn(release: CurrentRelease): FallingDue {
  return fallingDue(mapsOf(release), Object.keys(release.settings.programs));
}

/** The activities of one's own that the maps of a release call, by name. */
export function calledIn(release: Pick<CurrentRelease, 'setId' | 'programs'>): string[] {
  const steps = mapsOf(release).flatMap((map) => Object.values(map.steps));
  return [...new Set(steps.flatMap((step) => (step.kind === 'call' ? [step.activity] : [])))].sort();
}
