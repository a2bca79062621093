import type { YAMLParseError, YAMLWarning } from 'yaml';
import { diagnostic, type Place } from '../../diagnostics/catalog.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Span } from './origins.ts';
import { DEEPEST, MOST_VALUES, type Finding } from './to-value.ts';

const IN_OTHER_WORDS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'The indentation of this line fits no level above it',
  BLOCK_AS_IMPLICIT_KEY:
    'A nested mapping cannot begin on this line; is a value with `: ` in it missing its quotes?',
  MULTILINE_IMPLICIT_KEY: 'A key must stand on one line; is a `:` missing after it?',
  MISSING_CHAR: 'Something is missing here: a closing quote or bracket, a `:` or a `,`',
};

/** A syntax error of the YAML library in the words of the catalog. `text` is what the library was given. */
export function yamlProblem(
  error: YAMLParseError | YAMLWarning,
  text: string,
  placeOf: (span: Span) => Place,
): Diagnostic {
  const start = Math.min(error.pos[0], text.trimEnd().length);
  const place = placeOf({ start, end: Math.max(error.pos[1], start) });
  if (error.code === 'MULTIPLE_DOCS') return diagnostic('MW104', {}, place);
  if (error.code === 'NON_STRING_KEY') return diagnostic('MW109', {}, place);
  // Where exactly the stack was exhausted depends on the machine.
  if (error.code === 'RESOURCE_EXHAUSTION')
    return diagnostic('MW108', { limit: DEEPEST }, placeOf({ start: 0, end: 0 }));
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, lineStart + 200))?.[0] ?? '';
  if (error.code === 'TAB_AS_INDENT' || indent.includes('\t')) {
    return diagnostic('MW103', {}, placeOf({ start: lineStart, end: lineStart + indent.length }));
  }
  return diagnostic('MW101', { problem: IN_OTHER_WORDS[error.code] ?? firstSentence(error.message) }, place);
}

/** What the conversion to plain values found, in the words of the catalog. */
export function findingProblem(finding: Finding, placeOf: (span: Span) => Place): Diagnostic {
  const place = placeOf(finding.span);
  switch (finding.problem) {
    case 'duplicate-key': {
      const first = { message: 'first written here', ...placeOf(finding.first) };
      return diagnostic('MW102', { key: finding.key }, place, { related: [first] });
    }
    case 'unknown-alias':
      return diagnostic(
        'MW101',
        { problem: `The alias \`*${finding.name}\` names no anchor above it` },
        place,
      );
    case 'too-many-values':
      return diagnostic('MW107', { limit: MOST_VALUES }, place);
    case 'too-deep':
      return diagnostic('MW108', { limit: DEEPEST }, place);
  }
}

function firstSentence(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/\.$/, '');
}
