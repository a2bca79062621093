import { diagnostic } from '../../diagnostics/catalog.ts';
import { placeOf, type LintRule } from './looked-at.ts';

/** What an empty value leaves behind in the middle of a line. */
const GAP = /(?<=\S) {2,}(?=\S)|\s[,.;:](?=\s|$)|\(\s*\)|^[,.;:]/;

/** A mail reads well also to somebody of whom nothing is known. What reads so to everybody is meant. */
export const gaps: LintRule = ({ usual, nameless, file }) => {
  const known = new Set(linesOf(usual));
  const found = linesOf(nameless).filter((line) => GAP.test(line) && !known.has(line));
  const open = endsOpen(usual.subject, nameless.subject, file.text) ? [nameless.subject] : [];
  return [...found, ...open].map((line) => diagnostic('MW608', { line }, placeOf(beforeGap(line), [file])));
};

/** A subject whose last word is a merge field, and stops before it where that is missing: “News for”. */
function endsOpen(usual: string, nameless: string, source: string): boolean {
  const endsInField = /^subject:.*\{\{\s*[\w.]+\s*\}\}['"\s]*$/m.test(source);
  // An empty one is MW604's.
  return endsInField && nameless !== '' && nameless !== usual && usual.startsWith(nameless);
}

function linesOf({ subject, text }: { subject: string; text: string }): string[] {
  return [subject, ...text.split('\n')].map((line) => line.trimEnd());
}

/** What stands before the gap is found in the file, where a merge field follows it. */
function beforeGap(line: string): string {
  const gap = line.search(GAP);
  const before = (gap === -1 ? line : line.slice(0, gap)).trimEnd();
  return before === '' ? '' : `${before} {{`;
}
