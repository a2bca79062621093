import type { Span } from './origins.ts';

/** Indentation by tabs, and the spaces that were meant. */
export interface Untabbed {
  span: Span;
  text: string;
}

/** One level is two spaces, as everywhere in this language. */
const LEVEL = '  ';

/**
 * The edits that replace the tabs of the line at `offset`, and of all others like it, where there is one reading: no
 * line is indented by spaces, or both neighbours of the line stand as deep as it then does.
 */
export function untab(text: string, offset: number): Untabbed[] {
  const lines = linesOf(text).filter(({ rest }) => rest !== '');
  if (lines.every(({ indent }) => !indent.startsWith(' ')))
    return lines.filter(({ indent }) => indent.includes('\t')).map(edit);
  const index = lines.findIndex(({ start, indent }) => start <= offset && offset <= start + indent.length);
  const [before, line, after] = [lines[index - 1], lines[index], lines[index + 1]];
  if (!before || !line || !after || opens(before)) return [];
  const { text: meant } = edit(line);
  const isAmongLike = before.indent === meant && after.indent === meant && kindOf(line) === kindOf(before);
  return isAmongLike && kindOf(line) !== undefined ? [edit(line)] : [];
}

interface Line {
  start: number;
  indent: string;
  rest: string;
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/^([ \t]*)(.*)$/gm)].map(({ index, 1: indent = '', 2: rest = '' }) => ({
    start: index,
    indent,
    rest: rest.trim(),
  }));
}

/** What a line is, where that is plain to see. */
function kindOf({ rest }: Line): 'entry' | 'item' | undefined {
  if (rest.startsWith('- ')) return 'item';
  return /^[\w-]+:( |$)/.test(rest) ? 'entry' : undefined;
}

/** Whether the line below may stand deeper. */
function opens({ rest }: Line): boolean {
  return /([:|>?-]|[|>][-+\d]+)$/.test(rest.replace(/\s+#.*$/, ''));
}

function edit({ start, indent }: Line): Untabbed {
  return { span: { start, end: start + indent.length }, text: indent.replaceAll('\t', LEVEL) };
}
