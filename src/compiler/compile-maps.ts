import type { FileReader, SourceText, Unreadable } from './1-parse/source-text.ts';
import type { Check, Compilation } from './compilation.ts';
import { openFolder, readFolder } from './read-folder.ts';
import { isWanted } from './source-files.ts';
import { Workspace, type AnalyzedCheck } from './workspace.ts';

export { isWanted, openFolder, Workspace };

/** What is compiled. */
interface Input {
  /** The folder. */
  path: string;
  /** Replaces the file system. */
  read?: FileReader;
  /** Texts of single files, by their path, in place of those that are read. */
  edited?: ReadonlyMap<string, string>;
  /** What this version checks and does not run is a problem, too. */
  toRun?: boolean;
}

/** Checks everything under a folder: parse, validate, analyze. All problems are reported in one pass; no input makes it throw. */
export async function checkMaps(input: Input): Promise<Check> {
  return analyzed(input);
}

/** Checks everything under a folder and, where nothing is wrong, emits what it is compiled to. */
export async function compileMaps(input: Input): Promise<Compilation> {
  const { analysis, ...check } = await analyzed(input);
  if (check.diagnostics.some(({ severity }) => severity === 'error')) return check;
  // Loaded here, as those who only check have no use for it.
  const { emit } = await import('./4-emit/emit.ts');
  return { ...check, output: emit(analysis) };
}

async function analyzed({
  path,
  read = readFolder,
  edited = new Map(),
  toRun = false,
}: Input): Promise<AnalyzedCheck> {
  return new Workspace(path).check(withEdits(await read(path), edited), { toRun });
}

function withEdits(
  read: SourceText[] | Unreadable,
  edited: ReadonlyMap<string, string>,
): SourceText[] | Unreadable {
  if (!Array.isArray(read) || edited.size === 0) return read;
  return read.map((source) => {
    const text = edited.get(source.path);
    return text === undefined ? source : { path: source.path, bytes: new TextEncoder().encode(text) };
  });
}
