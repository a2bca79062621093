import { diagnostic } from '../../diagnostics/catalog.ts';
import { placeOf, type LintRule } from './looked-at.ts';

/** What an empty value leaves behind in the middle of a line. */
const GAP = /(?<=\S) {2,}(?=\S)|\s[,.;:](?=\s|$)|\(\s*\)|^[,.;:]/;

/** A mail reads well also to somebody of whom nothing is known. What reads so to everybody is meant. */
export const gaps: LintRule = ({ usual, nameless, file }) => {
  const known = new Set(linesOf(usual));
  const found = linesOf(nameless).filter((line) => GAP.test(line) && !known.has(line));
  return found.map((line) => diagnostic('MW608', { line }, placeOf(beforeGap(line), [file])));
};

function linesOf({ subject, text }: { subject: string; text: string }): string[] {
  return [subject, ...text.split('\n')].map((line) => line.trimEnd());
}

/** What stands before the gap is found in the file, where a merge field follows it. */
function beforeGap(line: string): string {
  const before = line.slice(0, line.search(GAP)).trimEnd();
  return before === '' ? '' : `${before} {{`;
}
