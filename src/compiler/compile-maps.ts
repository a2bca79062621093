import { inOrder } from '../diagnostics/order.ts';
import { parseFiles } from './1-parse/parse-files.ts';
import type { FileReader } from './1-parse/source-text.ts';
import { validateFile } from './2-validate/validate-file.ts';
import { analyze } from './3-analyze/analyze.ts';
import { emit } from './4-emit/emit.ts';
import type { Compilation } from './compilation.ts';
import { heedIgnores } from './heed-ignores.ts';
import { readFolder } from './read-folder.ts';

/**
 * Compiles everything under a folder: parse, validate, analyze, emit. All problems are reported in one pass;
 * no input makes it throw. `read` replaces the file system. With `toRun` what this version checks and does not
 * run is a problem, too.
 */
export async function compileMaps({
  path,
  read = readFolder,
  toRun = false,
}: {
  path: string;
  read?: FileReader;
  toRun?: boolean;
}): Promise<Compilation> {
  const parsed = parseFiles(await read(path), path);
  const files = parsed.files.map(validateFile);
  const analysis = analyze({ files, ...(parsed.layout ? { layout: parsed.layout } : {}) }, path);
  const notYet = [...files.flatMap((file) => file.notYet), ...analysis.notYet];
  const found = [
    ...parsed.diagnostics,
    ...files.flatMap((file) => file.diagnostics),
    ...analysis.diagnostics,
    ...(toRun ? notYet : []),
  ];
  const diagnostics = inOrder(heedIgnores(found, files));
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return {
    diagnostics,
    notYet: inOrder(notYet),
    maps: files.filter(({ kind }) => kind === 'map').length,
    sources: parsed.texts,
    ...(failed ? {} : { output: emit(analysis) }),
  };
}
