import { isCollection, isMap, isScalar, type Document, type Scalar } from 'yaml';
import { diagnostic } from '../../../diagnostics/catalog.ts';
import { lineIndex, positionAt } from '../line-index.ts';
import type { Span } from '../origins.ts';
import { strangeIndentation } from './indented-with.ts';
import { asSpaces, INVISIBLE, invisibleName, strangeSpace } from './invisible.ts';
import { contentOf, lineAt, LONGEST_LINE, type Line } from './lines.ts';
import { longDash, TYPOGRAPHIC, typographicQuotes, wideColon } from './look-alikes.ts';
import type { Mistake, Trouble } from './mistake.ts';
import { missingSpace, missingSpaceInFlow } from './missing-space.ts';
import { missingColon } from './placement.ts';

/**
 * What is valid YAML and yet a slip: characters that look like others, and marks that became a part of a text. What
 * changes the structure comes alone: the rest is looked for again when it is mended.
 */
export function misspelt(document: Document, text: string): Mistake[] {
  // Most files have none of these characters, and are passed at the cost of one look.
  if (!SUSPICIOUS.test(text)) return [];
  const found: Mistake[] = [];
  const lines = lineIndex(text);
  for (const one of scalarsOf(document.contents)) {
    const { scalar } = one;
    if (!scalar.range || scalar.type !== 'PLAIN' || typeof scalar.value !== 'string') continue;
    const span = { start: scalar.range[0], end: scalar.range[1] };
    const written = text.slice(span.start, span.end);
    // Structure is at the beginnings of lines; the end of a very long one is none.
    const isNear = positionAt(lines, span.start).column < LONGEST_LINE;
    const structural = isNear && structuralMistake(one, written, span, text);
    if (structural) return [structural];
    const mistake = mistakeIn(one, written, span);
    if (mistake) found.push(mistake);
  }
  return found;
}

/** `reentry { cooldown: 30 days }`: to YAML the key is `reentry { cooldown`. */
const BEFORE_BRACKET = /^[A-Za-z_][\w-]* +[{[]/;

const SUSPICIOUS =
  /[^\0-\x7f]|^[ \t]*(?:- +)*[A-Za-z_][\w-]* +[{[]|^[ \t]*(?:- +)*-[A-Za-z]|^[ \t]*- .*\n[ \t]+- |[{,][ \t]*[A-Za-z_][\w-]*:[^\s:/]/m;

interface Found {
  scalar: Scalar;
  isKey: boolean;
  /** A key in braces without a `:` behind it. */
  isAlone: boolean;
}

function* scalarsOf(node: unknown): Generator<Found> {
  if (isScalar(node)) yield { scalar: node, isKey: false, isAlone: false };
  if (!isCollection(node)) return;
  if (!isMap(node)) {
    for (const item of node.items) yield* scalarsOf(item);
    return;
  }
  for (const { key, value } of node.items) {
    if (isScalar(key)) yield { scalar: key, isKey: true, isAlone: value === null };
    yield* scalarsOf(value);
  }
}

/** A mistake in how lines begin; it is looked for in all lines at once. */
function structuralMistake({ isKey, isAlone }: Found, written: string, span: Span, text: string) {
  if (isAlone) return undefined;
  const line = lineAt(text, span.start);
  const beginning = line.text.slice(line.indent.length).replace(/^(?:- +)+/, '');
  if (beginning.startsWith(written.slice(0, 1))) {
    const trouble: Trouble = { code: '', message: '', span, text, line };
    const mistake =
      strangeIndentation(trouble) ?? longDash(trouble) ?? (isKey ? wideColon(trouble) : undefined);
    if (mistake) return mistake;
    if (isKey && BEFORE_BRACKET.test(written)) return missingColon(trouble);
    if (/^-[A-Za-z]/.test(written)) return missingSpace(trouble);
    if (BEHIND_DASH.test(written)) return strangeSpace(trouble);
  }
  return swallowedEntry(written, span, line, text);
}

function mistakeIn({ isKey, isAlone }: Found, written: string, span: Span): Mistake | undefined {
  if (isAlone) return missingSpaceInFlow(written, span);
  if (TYPOGRAPHIC.test(written)) return typographicQuotes(written, span);
  return invisibleIn(written, span, isKey);
}

/** In a text such a character may be meant; at its ends and in a name it is not. */
function invisibleIn(written: string, span: Span, isKey: boolean): Mistake | undefined {
  const found = INVISIBLE.exec(written);
  const ordinary = asSpaces(written).trim();
  if (!found || !(isKey || AT_AN_END.test(written) || /^[\w.@-]+$/.test(ordinary))) return undefined;
  const problem = `This ${isKey ? 'key' : 'value'} holds ${invisibleName(found[0])}, which YAML takes for a letter`;
  return {
    span,
    tell: (place, more) => diagnostic('MW123', { problem }, place, more),
    repair: { edits: [{ ...span, text: ordinary }], title: 'Remove it' },
  };
}

const BEHIND_DASH = new RegExp(`^-${INVISIBLE.source}`, 'u');
const AT_AN_END = new RegExp(`^${INVISIBLE.source}|${INVISIBLE.source}$`, 'u');

/** `- x` and below it, deeper, `- y`: one text, `x - y`. */
function swallowedEntry(written: string, span: Span, line: Line, text: string): Mistake | undefined {
  const found = /\n[ \t]+(?=- )/.exec(written);
  if (!found || !/^[ \t]*- /.test(line.text)) return undefined;
  const swallowed = lineAt(text, span.start + found.index + 1);
  const edit = { start: swallowed.start, end: swallowed.start + swallowed.indent.length, text: line.indent };
  const args = {
    problem: 'YAML reads this line as the rest of the text above, because it is indented deeper',
    hint: 'Indent it like the entry above; if it belongs to the text, put the whole text in quotes.',
  };
  return {
    span: contentOf(swallowed),
    tell: (place, more) => diagnostic('MW137', args, place, more),
    repair: { edits: [edit] },
  };
}
