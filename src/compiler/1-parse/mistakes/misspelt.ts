import { isCollection, isMap, isScalar, type Document, type Scalar } from 'yaml';
import { diagnostic } from '../../../diagnostics/catalog.ts';
import { overlaps, type Edit } from '../edits.ts';
import { strangeIndentation } from './indented-with.ts';
import { asSpaces, INVISIBLE, invisibleName, strangeSpace } from './invisible.ts';
import { contentOf, lineAt, type Line } from './lines.ts';
import { longDash, TYPOGRAPHIC, typographicQuotes, wideColon } from './look-alikes.ts';
import type { Mistake, Trouble } from './mistake.ts';
import { missingSpace, missingSpaceInFlow } from './missing-space.ts';

/** What is valid YAML and yet a slip: characters that look like others, and marks that became a part of a text. */
export function misspelt(document: Document, text: string): Mistake[] {
  // Most files have none of these characters, and are passed at the cost of one look.
  if (!SUSPICIOUS.test(text)) return [];
  const found: Mistake[] = [];
  const edits: Edit[] = [];
  for (const one of scalarsOf(document.contents)) {
    const mistake = mistakeIn(one, text);
    const own = mistake?.repair?.edits ?? [];
    if (!mistake || own.some((edit) => overlaps(edit, edits) || edits.some((other) => isSame(edit, other))))
      continue;
    found.push(mistake);
    edits.push(...own);
  }
  return found;
}

const SUSPICIOUS =
  /[^\0-\x7f]|^[ \t]*(?:- +)*-[A-Za-z]|^[ \t]*- .*\n[ \t]+- |[{,][ \t]*[A-Za-z_][\w-]*:[^\s:/]/m;

function isSame(one: Edit, other: Edit): boolean {
  return one.start === other.start && one.end === other.end;
}

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

function mistakeIn(
  { scalar: { range, type, value }, isKey, isAlone }: Found,
  text: string,
): Mistake | undefined {
  if (!range || type !== 'PLAIN' || typeof value !== 'string') return undefined;
  const span = { start: range[0], end: range[1] };
  const written = text.slice(span.start, span.end);
  if (isAlone) return missingSpaceInFlow(written, span);
  const line = lineAt(text, span.start);
  const trouble: Trouble = { code: '', message: '', span, text, line };
  const isFirst = line.text
    .slice(line.indent.length)
    .replace(/^(?:- +)+/, '')
    .startsWith(written.slice(0, 1));
  if (isFirst) {
    const structural = [strangeIndentation, longDash, ...(isKey ? [wideColon] : [])];
    for (const recognise of structural) {
      const mistake = recognise(trouble);
      if (mistake) return mistake;
    }
    if (/^-[A-Za-z]/.test(written)) return missingSpace(trouble);
    if (BEHIND_DASH.test(written)) return strangeSpace(trouble);
  }
  if (TYPOGRAPHIC.test(written)) return typographicQuotes(written, span);
  return invisibleIn(written, span, isKey) ?? swallowedEntry(written, span, line, text);
}

/** In a text such a character may be meant; at its ends and in a name it is not. */
function invisibleIn(written: string, span: Trouble['span'], isKey: boolean): Mistake | undefined {
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
function swallowedEntry(
  written: string,
  span: Trouble['span'],
  line: Line,
  text: string,
): Mistake | undefined {
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
