import type { FileReader } from './1-parse/source-text.ts';
import type { Check, Compilation } from './compilation.ts';
import { isWanted, openFolder, readFolder } from './read-folder.ts';
import { Workspace } from './workspace.ts';

export { isWanted, openFolder, Workspace };

/** What is compiled. */
interface Input {
  /** The folder. */
  path: string;
  /** Replaces the file system. */
  read?: FileReader;
  /** What this version checks and does not run is a problem, too. */
  toRun?: boolean;
}

/** Checks everything under a folder: parse, validate, analyze. All problems are reported in one pass; no input makes it throw. */
export async function checkMaps({ path, read = readFolder, toRun = false }: Input): Promise<Check> {
  return new Workspace(path).check(await read(path), { toRun });
}

/** Checks everything under a folder and, where nothing is wrong, emits what it is compiled to. */
export async function compileMaps({ path, read = readFolder, toRun = false }: Input): Promise<Compilation> {
  const { analysis, ...check } = new Workspace(path).check(await read(path), { toRun });
  if (check.diagnostics.some(({ severity }) => severity === 'error')) return check;
  // Loaded here, as those who only check have no use for it.
  const { emit } = await import('./4-emit/emit.ts');
  return { ...check, output: emit(analysis) };
}
