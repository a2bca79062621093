import type { Span } from '../origins.ts';

/** A line without its line end. */
export interface Line extends Span {
  text: string;
  /** Spaces and tabs before its first other character. */
  indent: string;
}

/** In longer lines nobody looks for slips: patterns would take longer than they are worth. */
export const LONGEST_LINE = 2_000;

/** The line that holds an offset. */
export function lineAt(text: string, offset: number): Line {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const newline = text.indexOf('\n', start);
  const end = newline === -1 ? text.length : newline;
  const line = text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end);
  return { start, end: start + line.length, text: line, indent: /^[ \t]*/.exec(line)?.[0] ?? '' };
}

/** The next line below that is neither blank nor a comment. */
export function lineBelow(text: string, line: Line): Line | undefined {
  for (let at = text.indexOf('\n', line.end); at !== -1; at = text.indexOf('\n', at + 1)) {
    const below = lineAt(text, at + 1);
    if (hasContent(below)) return below;
  }
  return undefined;
}

/** The lines above that are neither blank nor comments, nearest first. */
export function* linesAbove(text: string, line: Line): Generator<Line> {
  for (let { start } = line; start > 0;) {
    const above = lineAt(text, start - 1);
    if (hasContent(above)) yield above;
    ({ start } = above);
  }
}

/** Every line of a text that is neither blank nor a comment. */
export function* contentLines(text: string): Generator<Line> {
  const first = lineAt(text, 0);
  if (hasContent(first)) yield first;
  for (let below = lineBelow(text, first); below; below = lineBelow(text, below)) yield below;
}

function hasContent({ text }: Line): boolean {
  return !/^\s*(#.*)?$/.test(text);
}

/** A line's content: without indentation and spaces at its end. */
export function contentOf({ start, text, indent }: Line): Span {
  return { start: start + indent.length, end: start + text.trimEnd().length };
}

/** A text cut for a message. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
