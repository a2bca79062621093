import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { inOrder } from '../diagnostics/order.ts';
import { parseFile } from './1-parse/parse-file.ts';
import { parseFiles, type ParseFile } from './1-parse/parse-files.ts';
import type { ParsedFile } from './1-parse/parsed-file.ts';
import type { SourceText, Unreadable } from './1-parse/source-text.ts';
import { validateFile, type ValidFile } from './2-validate/validate-file.ts';
import { analyze, type Analysis } from './3-analyze/analyze.ts';
import { emptyMemory } from './3-analyze/memory.ts';
import type { Check } from './compilation.ts';
import { heedIgnores } from './heed-ignores.ts';
import { withoutEchoes } from './echoes.ts';

/** A check, with what emitting needs. */
export interface AnalyzedCheck extends Check {
  analysis: Analysis;
}

/**
 * A folder that is checked again and again, or once. A file that is as it was is not read, validated or analysed
 * again, unless something has changed that its meaning rests on; what is found is the same as in a new workspace.
 */
export class Workspace {
  readonly #folder: string;
  /** Files by path, of the last check. */
  #parsed = new Map<string, { source: SourceText; file: ParsedFile }>();
  readonly #valid = new WeakMap<ParsedFile, ValidFile>();
  readonly #memory = emptyMemory();

  /** `folder`: as people see it; where missing files would be. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** With `toRun` what is checked and not run by this version is a problem, too. */
  check(sources: SourceText[] | Unreadable, { toRun = false } = {}): AnalyzedCheck {
    const parsed = parseFiles(sources, this.#folder, this.#parse());
    const files = parsed.files.map((file) => this.#validate(file));
    const { layout } = parsed;
    const analysis = analyze({ files, ...(layout ? { layout } : {}) }, this.#folder, this.#memory);
    const notYet = files.flatMap((file) => file.notYet);
    const found: Diagnostic[] = [
      ...parsed.diagnostics,
      ...files.flatMap((file) => file.diagnostics),
      ...analysis.diagnostics,
      ...(toRun ? notYet : []),
    ];
    return {
      diagnostics: inOrder(heedIgnores(withoutEchoes(found, files), files)),
      notYet: inOrder(notYet),
      maps: files.filter(({ kind }) => kind === 'map').length,
      sources: parsed.texts,
      analysis,
    };
  }

  /** Reads a file, or finds it read; those that are not asked for any more are forgotten. */
  #parse(): ParseFile {
    const before = this.#parsed;
    const now = (this.#parsed = new Map());
    return (source, name) => {
      const kept = before.get(source.path);
      const file = kept && isSame(kept.source, source) ? kept.file : parseFile(source, name);
      now.set(source.path, { source, file });
      return file;
    };
  }

  #validate(file: ParsedFile): ValidFile {
    const known = this.#valid.get(file) ?? validateFile(file);
    this.#valid.set(file, known);
    return known;
  }
}

function isSame(a: SourceText, b: SourceText): boolean {
  return a === b || Buffer.compare(a.bytes, b.bytes) === 0;
}
