import { diagnostic } from '../../../diagnostics/catalog.ts';
import { DEEPEST } from '../bounds.ts';
import { lineAt, shortened } from './lines.ts';
import type { Recogniser } from './mistake.ts';

/** A `\` in double quotes that begins no escape sequence, as in patterns and Windows paths. */
export const badEscape: Recogniser = ({ code, span, text }) => {
  if (code !== 'BAD_DQ_ESCAPE') return undefined;
  const at = { start: span.start, end: span.start + 2 };
  const written = text.slice(at.start, at.end);
  return {
    span: at,
    tell: (place, more) =>
      diagnostic(
        'MW101',
        {
          problem: `\`${written}\` is no escape sequence; in double quotes \`\\\` begins one`,
          hint: `Write \`\\${written}\`, or put the text in single quotes, where \`\\\` is an ordinary character.`,
        },
        place,
        more,
      ),
    repair: { edits: [{ start: at.start, end: at.start, text: '\\' }], title: 'Double the backslash' },
  };
};

/** A tag that nobody knows. */
export const unknownTag: Recogniser = ({ code, span, text }) => {
  if (code !== 'TAG_RESOLVE_FAILED') return undefined;
  const tag = /^![^\s,[\]{}]*/.exec(text.slice(span.start, span.start + 200))?.[0] ?? '';
  if (tag === '') return undefined;
  const end = span.start + tag.length;
  const gap = /^[ \t]*/.exec(text.slice(end, end + 20))?.[0].length ?? 0;
  return {
    span: { start: span.start, end },
    tell: (place, more) => diagnostic('MW133', { tag: shortened(tag) }, place, more),
    repair: { edits: [{ start: span.start, end: end + gap, text: '' }] },
  };
};

/** A second document; the first is still checked. */
export const secondDocument: Recogniser = ({ code, span, text }) => {
  if (code !== 'MULTIPLE_DOCS') return undefined;
  const mark = { start: span.start, end: Math.min(span.start + 3, text.length) };
  return {
    span: mark,
    tell: (place, more) => diagnostic('MW104', {}, place, more),
    repair: { edits: [{ start: span.start, end: text.length, text: '' }] },
  };
};

/** Keys that are lists, mappings or nothing. */
export const strangeKey: Recogniser = ({ code, span, text }) => {
  if (code !== 'NON_STRING_KEY') return undefined;
  const line = lineAt(text, span.start);
  const colon = text.indexOf(':', span.start);
  const end = colon > span.start && colon < line.end ? colon : line.start + line.text.trimEnd().length;
  return {
    span: { start: span.start, end },
    tell: (place, more) => diagnostic('MW109', { problem: 'this is a list or a mapping' }, place, more),
  };
};

/** Brackets in brackets, until the parser gives up; where exactly depends on the machine. */
export const tooDeeplyNested: Recogniser = ({ code }) => {
  if (code !== 'RESOURCE_EXHAUSTION') return undefined;
  return {
    span: { start: 0, end: 0 },
    tell: (place, more) => diagnostic('MW108', { limit: DEEPEST }, place, more),
  };
};
