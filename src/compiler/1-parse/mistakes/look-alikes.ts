import { diagnostic } from '../../../diagnostics/catalog.ts';
import type { Edit } from '../edits.ts';
import type { Span } from '../origins.ts';
import { contentLines } from './lines.ts';
import type { Mistake, Recogniser } from './mistake.ts';
import { blockValue } from './quoting.ts';

/** Quotes as word processors write them, around a whole key or value. */
export const TYPOGRAPHIC = /^(?:[“”„«»](?=[^“”„«»]*.$)|[‘‚‹›](?=[^‘‚‹›]*.$))(.+)[“”„«»‘’‹›]$/s;

/** `“email”` for `"email"`: what a word processor makes of quotes. The span is that of the text with its quotes. */
export function typographicQuotes(written: string, span: Span): Mistake {
  const inside = TYPOGRAPHIC.exec(written)?.[1] ?? '';
  const mark = written[0] ?? '';
  const edit: Edit = { ...span, text: JSON.stringify(inside) };
  // In a sentence the author may have wanted the marks themselves.
  const title = /\s/.test(inside) ? {} : { title: 'Use straight quotes' };
  const args = { mark, what: 'a quote', instead: `\`${edit.text}\``, text: `\`'${written}'\`` };
  return {
    span,
    tell: (place, more) =>
      diagnostic(
        'MW124',
        { ...args, also: `, or ${args.text} if the marks belong to the text` },
        place,
        more,
      ),
    repair: { edits: [edit], ...title },
  };
}

/** Typographic quotes that hold something which YAML reads as structure. */
export const quotedTypographically: Recogniser = ({ line, text }) => {
  const value = blockValue(line);
  const written = value && text.slice(value.start, value.end);
  return written && TYPOGRAPHIC.test(written) ? typographicQuotes(written, value) : undefined;
};

/** A full-width colon, as Chinese and Japanese keyboards write it. */
export const wideColon: Recogniser = ({ line }) => {
  const found = /^[ \t]*(?:- +)*[A-Za-z_][\w-]*[ \t]*(?=[：﹕ː])/.exec(line.text);
  if (!found) return undefined;
  const start = line.start + found[0].length;
  const hasSpace = /\s/.test(line.text[found[0].length + 1] ?? ' ');
  const mark = line.text[found[0].length] ?? '';
  const edit = { start, end: start + 1, text: hasSpace ? ':' : ': ' };
  return {
    span: { start, end: start + 1 },
    tell: (place, more) =>
      diagnostic('MW124', { mark, what: 'a colon', instead: '`:`', also: '' }, place, more),
    repair: { edits: [edit], title: 'Use an ordinary colon' },
  };
};

/** A long dash in the place of the `-` of a list, as word processors write it. */
export const longDash: Recogniser = ({ line, text }) => {
  if (!LONG_DASH.test(line.text)) return undefined;
  const spans = [...contentLines(text)].flatMap((one) => {
    const found = LONG_DASH.exec(one.text);
    return found ? [{ start: one.start + one.indent.length, end: one.start + found[0].length }] : [];
  });
  const start = spans[0]?.start ?? line.start;
  const args = { mark: text[start] ?? '', what: 'a hyphen', instead: '`-`', also: '' };
  return {
    span: { start, end: start + 1 },
    tell: (place, more) => diagnostic('MW124', args, place, more),
    repair: { edits: spans.map((span) => ({ ...span, text: '- ' })), title: 'Use hyphens' },
  };
};

const LONG_DASH = /^[ \t]*[\u{2010}-\u{2015}\u{2212}\u{FF0D}•][ \t]+/u;
