import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL('prepare-main.ts', import.meta.url));
/** Diagnostics of a large project may be long; they are shown whole. */
const MOST_OUTPUT = 64 * 1024 * 1024;

/** The release that was made of the working tree; or its problems, as `mapwright check` shows them. */
export type Prepared = { setId: string; maps: number } | { problems: string };

/** The working tree has errors. */
export class MapsHaveErrors extends Error {
  override name = 'MapsHaveErrors';
}

/** Where the workflow bundle of a state directory is kept. */
export function bundleFile(stateDirectory: string): string {
  return join(stateDirectory, 'workflow-bundle.js');
}

/**
 * Compiles the maps, releases them into the development store and bundles the workflow with every release
 * there, in a process of its own. @throws MapsHaveErrors; Error with the process's own words when it fails.
 */
export async function prepare(options: {
  mapsDirectory: string;
  stateDirectory: string;
  color: boolean;
}): Promise<{ setId: string; maps: number }> {
  const { mapsDirectory, stateDirectory, color } = options;
  const args = [MAIN, mapsDirectory, stateDirectory, color ? 'color' : ''];
  const { stdout } = await run(process.execPath, args, { maxBuffer: MOST_OUTPUT });
  const prepared = JSON.parse(stdout) as Prepared;
  if ('problems' in prepared) throw new MapsHaveErrors(prepared.problems);
  return prepared;
}
