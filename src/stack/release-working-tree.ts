import type { Kysely } from 'kysely';
import { compileMaps } from '../compiler/compile-maps.ts';
import { renderHuman } from '../diagnostics/render-human.ts';
import { makeCurrent } from '../releases/current-release.ts';
import { release } from '../releases/release.ts';
import type { ReleaseStore } from '../releases/release-store.ts';
import type { Database } from '../storage/schema.ts';

/** The working tree has errors; the message shows them as `mapwright check` does. */
export class MapsHaveErrors extends Error {
  override name = 'MapsHaveErrors';
}

/** Compiles the maps, writes what is new into the store and makes it current. Running contacts stay as they are. */
export async function releaseWorkingTree(options: {
  mapsDirectory: string;
  store: ReleaseStore;
  db: Kysely<Database>;
  report: (line: string) => void;
}): Promise<void> {
  const { mapsDirectory, store, db, report } = options;
  const compilation = await compileMaps({ path: mapsDirectory });
  if (!compilation.output) throw new MapsHaveErrors(renderHuman(compilation.diagnostics));
  const set = await release(store, compilation.output);
  await makeCurrent(db, set.id);
  report(`Release: ${set.id.slice(0, 8)} of ${compilation.maps} map(s) in ${mapsDirectory}`);
}
