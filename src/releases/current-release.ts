import type { Kysely } from 'kysely';
import { join } from 'node:path';
import type { Program } from '../program/program.ts';
import type { Settings } from '../program/settings.ts';
import type { Database } from '../storage/schema.ts';
import { readValue, writeValue } from '../storage/values.ts';
import { readPrograms, readSettingsOf, type ReleaseStore } from './release-store.ts';

const CURRENT = 'current-release-set';

/** Where development releases collect, below the state directory. */
export function developmentStore(stateDirectory: string): ReleaseStore {
  return { directory: join(stateDirectory, 'releases') };
}

/** Id of the release set that is current; undefined before the first release. */
export function currentReleaseSet(db: Kysely<Database>): Promise<string | undefined> {
  return readValue(db, CURRENT);
}

/** Makes a release set the current one: from now on the dispatcher stamps it on what it delivers. */
export function makeCurrent(db: Kysely<Database>, setId: string): Promise<void> {
  return writeValue(db, CURRENT, setId);
}

/** The programs of the current release set; none before the first release. */
export async function currentPrograms(stateDirectory: string, db: Kysely<Database>): Promise<Program[]> {
  const id = await currentReleaseSet(db);
  const { programs, sets } = await readPrograms(developmentStore(stateDirectory));
  const hashes = Object.values(sets[id ?? '']?.maps ?? {});
  return hashes.flatMap((hash) => programs[hash] ?? []);
}

/** The settings of the current release set; undefined before the first release. */
export async function readSettings(
  stateDirectory: string,
  db: Kysely<Database>,
): Promise<Settings | undefined> {
  const id = await currentReleaseSet(db);
  return id === undefined ? undefined : readSettingsOf(developmentStore(stateDirectory), id);
}
