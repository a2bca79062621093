import { inOrder } from '../diagnostics/order.ts';
import { parseFiles } from './1-parse/parse-files.ts';
import type { FileReader } from './1-parse/source-text.ts';
import { validateFile } from './2-validate/validate-file.ts';
import { analyze } from './3-analyze/analyze.ts';
import { emit } from './4-emit/emit.ts';
import type { Compilation } from './compilation.ts';
import { heedIgnores } from './heed-ignores.ts';
import { withoutEchoes } from './echoes.ts';
import { readFolder } from './read-folder.ts';

/**
 * Compiles everything under a folder: parse, validate, analyze, emit. All problems are reported in one pass;
 * no input makes it throw. `read` replaces the file system.
 */
export async function compileMaps({
  path,
  read = readFolder,
}: {
  path: string;
  read?: FileReader;
}): Promise<Compilation> {
  const parsed = await parseFiles(await read(path), path);
  const files = parsed.files.map(validateFile);
  const analysis = analyze({ files, ...(parsed.layout ? { layout: parsed.layout } : {}) }, path);
  const found = [
    ...parsed.diagnostics,
    ...files.flatMap((file) => file.diagnostics),
    ...analysis.diagnostics,
  ];
  const diagnostics = inOrder(heedIgnores(withoutEchoes(found, files), files));
  const failed = diagnostics.some(({ severity }) => severity === 'error');
  return {
    diagnostics,
    maps: files.filter(({ kind }) => kind === 'map').length,
    sources: parsed.texts,
    ...(failed ? {} : { output: emit(analysis) }),
  };
}
