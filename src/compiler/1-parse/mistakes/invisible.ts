import { diagnostic } from '../../../diagnostics/catalog.ts';
import type { Edit } from '../edits.ts';
import type { Recogniser } from './mistake.ts';

/**
 * Characters that nobody sees: other spaces than U+0020, other line ends than LF and CR, marks of no width or that
 * turn the direction of writing. YAML takes all of them for letters.
 */
export const INVISIBLE =
  /[\u{85}\u{A0}\u{AD}\u{1680}\u{180E}\u{2000}-\u{200F}\u{2028}-\u{202F}\u{205F}-\u{2064}\u{2066}-\u{206F}\u{3000}\u{FEFF}]/u;

const NAMES: Readonly<Record<string, string>> = {
  '\u{85}': 'a next-line character',
  '\u{A0}': 'a non-breaking space',
  '\u{AD}': 'a soft hyphen',
  '\u{200B}': 'a zero-width space',
  '\u{200C}': 'a zero-width non-joiner',
  '\u{200D}': 'a zero-width joiner',
  '\u{2028}': 'a line separator',
  '\u{2029}': 'a paragraph separator',
  '\u{202F}': 'a narrow non-breaking space',
  '\u{3000}': 'an ideographic space',
  '\u{FEFF}': 'a byte order mark',
};

/** What such a character is called, with its code point. */
export function invisibleName(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return `${NAMES[character] ?? 'an invisible character'} (${code})`;
}

const EVERY = new RegExp(INVISIBLE, 'gu');

/** The text with ordinary spaces where it has strange ones, and without what has no width. */
export function asSpaces(text: string): string {
  return text.replace(EVERY, (one) => (/[\p{Z}\u{85}]/u.test(one) ? ' ' : ''));
}

/** Invisible characters around a `:`, behind a `-` or at the end of a line. */
export const strangeSpace: Recogniser = ({ line }) => {
  const edits: Edit[] = [...line.text.matchAll(AROUND_MARKS)].map(({ 0: found, index }) => ({
    start: line.start + index,
    end: line.start + index + found.length,
    text: asSpaces(found),
  }));
  const [first] = edits;
  if (!first) return undefined;
  const name = invisibleName(line.text[first.start - line.start] ?? '');
  const problem = `The space here is ${name}; between its marks YAML knows the ordinary one only`;
  return {
    span: { start: first.start, end: first.end },
    tell: (place, more) => diagnostic('MW123', { problem }, place, more),
    repair: { edits, title: 'Replace it by an ordinary space' },
  };
};

const AROUND_MARKS = new RegExp(
  `(?<=:|^[ \\t]*-)${INVISIBLE.source}+|${INVISIBLE.source}+(?=[ \\t]*(?::[ \\t]|:?$))`,
  'gu',
);
