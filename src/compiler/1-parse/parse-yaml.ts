import { diagnostic } from '../../diagnostics/catalog.ts';
import { DEEPEST } from './bounds.ts';
import { findingProblem } from './findings.ts';
import { ignoreComments } from './ignore-comments.ts';
import { emptyFile, placeOf, rootLine, withProblems, type ParsedFile } from './parsed-file.ts';
import { readYaml, type YamlPart } from './read-yaml.ts';
import { toValue } from './to-value.ts';
import { tokensOf } from './tokens.ts';

/** Reads all that YAML allows, and tells what is wrong with the rest. */
export function parseYaml(file: ParsedFile, part: YamlPart): ParsedFile {
  try {
    const { document, edited, uncertain, mended, diagnostics } = readYaml(part);
    const broken = withProblems(file, diagnostics);
    if (!document) return broken;
    if (document.contents === null) {
      // What an email lacks without front matter is its subject, and that is said where shapes are checked.
      return file.kind === 'email' ? { ...broken, value: {} } : withProblems(broken, [emptyFile(file)]);
    }
    const at = (offset: number) => edited.back(offset) + part.base;
    const { findings, ...converted } = toValue(document, { text: edited.text, at, uncertain });
    const [start, end] = document.contents.range;
    const root = rootLine(file.text, { start: at(start), end: at(end) });
    const ignores = ignoreComments(edited.text, () => tokensOf(edited.text), at);
    const problems = findings.map((finding) => findingProblem(finding, file));
    return withProblems({ ...broken, ...converted, mended, root, ignores }, problems);
  } catch (error) {
    // Whatever recurses into a document may exhaust the stack before the bound on its depth is met.
    if (!(error instanceof RangeError)) throw error;
    return withProblems(file, [diagnostic('MW108', { limit: DEEPEST }, placeOf(file, file.root))]);
  }
}
