import { diagnostic } from '../../../diagnostics/catalog.ts';
import type { Edit } from '../edits.ts';
import { asSpaces, INVISIBLE, invisibleName } from './invisible.ts';
import { contentLines, type Line } from './lines.ts';
import type { Mistake, Recogniser } from './mistake.ts';

/** Indentation by tabs: a certain mistake with a certain remedy only where nothing is indented by spaces. */
export const tabs: Recogniser = ({ code, text, line, span }) => {
  if (!line.indent.includes('\t')) return code === 'TAB_AS_INDENT' ? tabWithinLine(span) : undefined;
  const indented = [...contentLines(text)].filter(({ indent }) => indent !== '');
  const tabbed = indented.filter(({ indent }) => indent.includes('\t'));
  const only = tabbed.length === indented.length && tabbed.every(({ indent }) => !indent.includes(' '));
  const edits = tabbed.map(({ start, indent }) => ({
    start,
    end: start + indent.length,
    text: indent.replaceAll('\t', '  '),
  }));
  const args = { lines: linesOf(tabbed), what: 'tabs' };
  const first = tabbed[0] ?? line;
  return {
    span: { start: first.start, end: first.start + first.indent.length },
    tell: (place, more) => diagnostic('MW103', args, place, more),
    ...(only ? { repair: { edits, title: 'Indent with two spaces instead of each tab' } } : {}),
  };
};

function tabWithinLine(span: { start: number; end: number }): Mistake {
  const tab = { start: span.start, end: span.start + 1 };
  return {
    span: tab,
    tell: (place, more) => diagnostic('MW103', { lines: 'What follows is', what: 'a tab' }, place, more),
    repair: { edits: [{ ...tab, text: ' ' }], title: 'Replace the tab by a space' },
  };
}

/** Indentation by characters that only look like spaces, as copied from web pages and word processors. */
export const strangeIndentation: Recogniser = ({ text, line }) =>
  STRANGE.test(line.text) ? strangelyIndented(text) : undefined;

/** The same, where it is the indentation of a line above that breaks this one. */
export const strangeIndentationAbove: Recogniser = ({ text, span }) =>
  ANY_STRANGE.test(text.slice(0, span.start)) ? strangelyIndented(text) : undefined;

function strangelyIndented(text: string): Mistake | undefined {
  const strange = [...contentLines(text)].filter((one) => STRANGE.test(one.text));
  const [first] = strange;
  if (!first) return undefined;
  const character = INVISIBLE.exec(first.text)?.[0] ?? '';
  const problem =
    asSpaces(character) === ''
      ? `This line begins with ${invisibleName(character)}, which YAML takes for a letter`
      : `${linesOf(strange)} indented with ${invisibleName(character)}; YAML counts ordinary spaces only`;
  return {
    span: indentationOf(first),
    tell: (place, more) => diagnostic('MW123', { problem }, place, more),
    repair: { edits: strange.map(asOrdinary), title: 'Replace them by ordinary spaces' },
  };
}

const STRANGE = new RegExp(`^[ \\t]*${INVISIBLE.source}`, 'u');
const ANY_STRANGE = new RegExp(`^[ \\t]*${INVISIBLE.source}`, 'mu');
const ANY_INDENTATION = new RegExp(`^(?:[ \\t]|${INVISIBLE.source})*`, 'u');

function indentationOf({ start, text }: Line) {
  return { start, end: start + (ANY_INDENTATION.exec(text)?.[0].length ?? 0) };
}

function asOrdinary(line: Line): Edit {
  const span = indentationOf(line);
  return { ...span, text: asSpaces(line.text.slice(0, span.end - span.start)) };
}

function linesOf(all: readonly Line[]): string {
  return all.length > 1 ? `This line and ${all.length - 1} more are` : 'This line is';
}
