import { diagnostic, type Place } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { didYouMean, suggestion } from '../../diagnostics/suggest.ts';
import { DEEPEST, MOST_VALUES } from './bounds.ts';
import { fixOf, type Edit } from './edits.ts';
import { lineAt, shortened } from './mistakes/lines.ts';
import { quoted } from './mistakes/quoting.ts';
import type { Span } from './origins.ts';
import { placeOf, type ParsedFile } from './parsed-file.ts';

/** Something in a document that YAML allows and this language has no use for. All offsets are the file's. */
export type Finding = { span: Span } & (
  | { problem: 'duplicate-key'; key: string; first: { key: Span; value: Span }; second: Span }
  | { problem: 'unknown-alias' | 'alias-in-itself'; name: string; known: string[] }
  | { problem: 'bad-merge' | 'empty-key' }
  | { problem: 'no-value'; key: string }
  | { problem: 'loses-digits'; source: string; kept: string }
  | { problem: 'leading-zeros'; source: string; without: string }
  | { problem: 'cut-number'; written: string; edits: Edit[] }
  | { problem: 'lost-text'; written: string }
  | { problem: 'too-deep' | 'too-many-values' }
);

/** What the conversion to plain values found, in the words of the catalog. */
export function findingProblem(
  finding: Finding,
  file: Pick<ParsedFile, 'path' | 'lines' | 'text'>,
): Diagnostic {
  const place = placeOf(file, finding.span);
  const fixed = (title: string, edits: readonly Edit[]) => ({ fixes: [fixOf(title, edits, file)] });
  switch (finding.problem) {
    case 'duplicate-key': {
      const related = [{ message: 'first written here', ...placeOf(file, finding.first.key) }];
      const again = repeatedLine(finding.first, finding.second, file.text);
      const fixes = again ? fixed('Remove the second, which says the same', [again]) : {};
      return diagnostic('MW102', { key: finding.key }, place, { related, ...fixes });
    }
    case 'unknown-alias':
      return unknownAlias(finding.name, finding.known, place);
    case 'alias-in-itself': {
      const problem = `stands inside the value that \`&${finding.name}\` names, so it would hold itself`;
      return diagnostic('MW132', { name: finding.name, problem, hint: 'Write the inner part out' }, place);
    }
    case 'bad-merge':
      return diagnostic('MW135', {}, place);
    case 'empty-key':
      return diagnostic('MW109', { problem: 'there is none before this colon' }, place);
    case 'no-value':
      return diagnostic('MW138', { key: shortened(finding.key) }, place);
    case 'loses-digits': {
      const { source, kept } = finding;
      return diagnostic(
        'MW128',
        { source: shortened(source), kept, quoted: shortened(quoted(source)) },
        place,
      );
    }
    case 'leading-zeros':
      return diagnostic('MW129', { source: finding.source, without: finding.without }, place);
    case 'cut-number': {
      const args = { written: finding.written, number: finding.written.replaceAll(',', '') };
      return diagnostic('MW130', args, place, fixed('Write the numbers without commas', finding.edits));
    }
    case 'lost-text': {
      const lost = shortened(finding.written.slice(finding.written.indexOf('#')));
      return diagnostic('MW131', { lost, quoted: shortened(quoted(finding.written)) }, place);
    }
    case 'too-many-values':
      return diagnostic('MW107', { limit: MOST_VALUES }, place);
    case 'too-deep':
      return diagnostic('MW108', { limit: DEEPEST }, place);
  }
}

function unknownAlias(name: string, known: string[], place: Place): Diagnostic {
  const near = suggestion(name, known);
  const hint = `${near ? didYouMean(near) : ''}An alias \`*NAME\` repeats what \`&NAME\` marks above it; text that begins with \`*\` needs quotes: \`'*${shortened(name)}'\``;
  return diagnostic('MW132', { name: shortened(name), problem: 'names no anchor above it', hint }, place);
}

/** The line of a second entry that says exactly what the first one says. */
function repeatedLine(first: { key: Span; value: Span }, second: Span, text: string): Edit | undefined {
  if (text.slice(first.key.start, first.value.end) !== text.slice(second.start, second.end)) return undefined;
  const { start, end, text: line } = lineAt(text, second.start);
  if (line.trim() !== text.slice(second.start, second.end)) return undefined;
  const newline = text.indexOf('\n', end);
  return { start, end: newline === -1 ? end : newline + 1, text: '' };
}
