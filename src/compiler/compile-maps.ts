import { inOrder } from '../diagnostics/order.ts';
import { parseFiles } from './1-parse/parse-files.ts';
import type { FileReader, SourceText, Unreadable } from './1-parse/source-text.ts';
import { validateFile } from './2-validate/validate-file.ts';
import { analyze } from './3-analyze/analyze.ts';
import { emit } from './4-emit/emit.ts';
import type { Compilation } from './compilation.ts';
import { heedIgnores } from './heed-ignores.ts';
import { oncePerAnchor } from './once-per-anchor.ts';
import { readFolder } from './read-folder.ts';

/**
 * Compiles everything under a folder: parse, validate, analyze, emit. All problems are reported in one pass;
 * no input makes it throw. `read` replaces the file system, `edited` texts of single files by their path. With
 * `toRun` what this version checks and does not run is a problem, too.
 */
export async function compileMaps({
  path,
  read = readFolder,
  edited = new Map(),
  toRun = false,
}: {
  path: string;
  read?: FileReader;
  edited?: ReadonlyMap<string, string>;
  toRun?: boolean;
}): Promise<Compilation> {
  const parsed = parseFiles(withEdits(await read(path), edited), path);
  const files = parsed.files.map(validateFile);
  const analysis = analyze({ files, ...(parsed.layout ? { layout: parsed.layout } : {}) }, path);
  const notYet = [...files.flatMap((file) => file.notYet), ...analysis.notYet];
  const found = [
    ...parsed.diagnostics,
    ...files.flatMap((file) => file.diagnostics),
    ...analysis.diagnostics,
    ...(toRun ? notYet : []),
  ];
  const diagnostics = inOrder(heedIgnores(oncePerAnchor(found, files), files));
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return {
    diagnostics,
    notYet: inOrder(notYet),
    maps: files.filter(({ kind }) => kind === 'map').length,
    sources: parsed.texts,
    ...(failed ? {} : { output: emit(analysis) }),
  };
}

function withEdits(
  read: SourceText[] | Unreadable,
  edited: ReadonlyMap<string, string>,
): SourceText[] | Unreadable {
  if (!Array.isArray(read) || edited.size === 0) return read;
  return read.map(({ path, bytes }) => {
    const text = edited.get(path);
    return { path, bytes: text === undefined ? bytes : new TextEncoder().encode(text) };
  });
}
