import { readdir } from 'node:fs/promises';
import { join, parse, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OwnActivity } from '../../activities/own-activity.ts';
import { nearestOf } from '../diagnostics/suggest.ts';

/** Activities of one's own that cannot be used. The message tells all that is wrong, for people. */
export class ActivitiesUnusable extends Error {
  override readonly name = 'ActivitiesUnusable';

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super([`The activities of your own have ${count}:`, ...problems.map((line) => `  ${line}`)].join('\n'));
  }
}

/**
 * Loads the activities of a folder, `NAME.ts` or `NAME.js` each. Folders below it and files with a further dot in their
 * names (tests, types) are left alone. @throws ActivitiesUnusable, also when one of `called` is not there.
 */
export async function loadActivities(
  folder: string,
  called: readonly string[],
): Promise<Map<string, OwnActivity>> {
  const files = await filesOf(folder);
  const names = files.map((file) => parse(file).name);
  const problems: string[] = [];
  const activities = new Map<string, OwnActivity>();
  for (const name of new Set(names)) {
    const [file = '', ...others] = files.filter((one) => parse(one).name === name);
    const path = join(folder, file);
    const loaded =
      others.length === 0 ? await load(path) : `is there as ${others.join()}, too. Keep one of them.`;
    if (typeof loaded === 'function') activities.set(name, loaded);
    else problems.push(`${path}: ${loaded}`);
  }
  for (const name of called) if (!names.includes(name)) problems.push(missing(folder, name, names));
  if (problems.length > 0) throw new ActivitiesUnusable(problems);
  return activities;
}

async function filesOf(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    return files.filter((name) => /^[^.]+\.[jt]s$/.test(name)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The activity, or what is wrong with its file. */
async function load(path: string): Promise<OwnActivity | string> {
  try {
    const module = (await import(pathToFileURL(resolve(path)).href)) as { default?: unknown };
    if (typeof module.default === 'function') return module.default as OwnActivity;
    return 'has no default export that is a function. Write: export default async function (input, context) { … }';
  } catch (error) {
    return `cannot be loaded: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function missing(folder: string, name: string, names: readonly string[]): string {
  const near = nearestOf(name, names);
  const fix = near ? `Did you mean ${near}, which is there?` : 'Write it, or remove the step.';
  return `${join(folder, `${name}.ts`)}: is not there, and a map calls ${name}. ${fix}`;
}
