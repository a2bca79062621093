import { diagnostic } from '../../../diagnostics/catalog.ts';
import { strangeIndentation, strangeIndentationAbove, tabs } from './indented-with.ts';
import { strangeSpace } from './invisible.ts';
import { contentOf, LONGEST_LINE } from './lines.ts';
import { longDash, quotedTypographically, wideColon } from './look-alikes.ts';
import type { Mistake, Recogniser, Trouble } from './mistake.ts';
import { missingSpace } from './missing-space.ts';
import { missingComma, needsQuotes } from './needs-quotes.ts';
import { blockText, listEntry, missingColon, noKey, noLevel, tooDeep } from './placement.ts';
import { badEscape, secondDocument, strangeKey, tooDeeplyNested, unknownTag } from './structure.ts';
import { unclosedBracket, unclosedQuote, unopenedBracket } from './unclosed.ts';

/** What a syntax error may come from, the most telling first, and what can be said of it in any case. */
export function mistakesBehind(trouble: Trouble): { likely: Mistake[]; otherwise: Mistake } {
  const recognisers = trouble.line.text.length > LONGEST_LINE ? ANYWHERE : [...ANYWHERE, ...ON_A_LINE];
  const likely = recognisers.flatMap((recognise) => recognise(trouble) ?? []);
  return { likely, otherwise: inOtherWords(trouble) };
}

const ANYWHERE: readonly Recogniser[] = [tooDeeplyNested, secondDocument, badEscape];

const ON_A_LINE: readonly Recogniser[] = [
  tabs,
  strangeIndentation,
  strangeSpace,
  wideColon,
  longDash,
  quotedTypographically,
  unclosedQuote,
  unclosedBracket,
  blockText,
  missingSpace,
  missingColon,
  listEntry,
  missingComma,
  unopenedBracket,
  needsQuotes,
  unknownTag,
  strangeKey,
  strangeIndentationAbove,
  noLevel,
  tooDeep,
  noKey,
];

const WORDS: Readonly<Record<string, string>> = {
  BAD_INDENT: 'The indentation of this line fits no level above it',
  BLOCK_AS_IMPLICIT_KEY: 'A nested mapping cannot begin on this line',
  BLOCK_IN_FLOW: 'Two entries stand here without a comma between them',
  MULTILINE_IMPLICIT_KEY: 'A key must stand on one line; is a `:` missing after it?',
  MISSING_CHAR: 'Something is missing here: a closing quote or bracket, a `:`, a `,` or a space',
  KEY_OVER_1024_CHARS: 'A key is longer than 1,024 characters',
  UNEXPECTED_TOKEN: 'This part belongs to nothing that stands before it',
};

const HINT = 'Check the indentation and the quotes of this line and the one above it.';

function inOtherWords({ code, message, span, line }: Trouble): Mistake {
  const content = contentOf(line);
  const end = Math.max(Math.min(span.end, content.end), span.start);
  const problem = WORDS[code] ?? (message.split('\n')[0] ?? message).replace(/\.$/, '');
  return {
    span: { start: span.start, end },
    tell: (place, more) => diagnostic('MW101', { problem, hint: HINT }, place, more),
  };
}
