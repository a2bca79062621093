import { harmless } from './harmless.ts';
import type { Position } from './diagnostic.ts';

const LINES_AROUND = 2;
const WIDEST_LINE = 160;
const TAB = '    ';

/** The lines around a place, with carets under it; undefined when there is no such line (a whole file is meant). */
export function codeFrame(
  text: string | undefined,
  { start, end }: { start: Position; end: Position },
  mark: (text: string) => string = (plain) => plain,
): string | undefined {
  const lines = text ? text.split(/\r\n|[\r\n]/) : undefined;
  if (lines?.[start.line - 1] === undefined) return undefined;
  const first = Math.max(1, start.line - LINES_AROUND);
  const last = Math.min(lines.length, start.line + LINES_AROUND);
  const gutter = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const line = lines[number - 1] ?? '';
    const hit = number === start.line;
    if (!hit && number === lines.length && line === '') continue;
    const label = String(number).padStart(gutter);
    frame.push(`${hit ? mark('>') : ' '} ${label} | ${shown(line)}`.trimEnd());
    if (hit) frame.push(`  ${' '.repeat(gutter)} | ${mark(carets(line, start, end))}`);
  }
  return frame.join('\n');
}

function carets(line: string, start: Position, end: Position): string {
  const from = Math.min(start.column - 1, line.length);
  const to = end.line === start.line ? Math.max(end.column - 1, from + 1) : Math.max(line.length, from + 1);
  const indent = shown(line.slice(0, from), Number.POSITIVE_INFINITY).length;
  const width = shown(line.slice(from, to), Number.POSITIVE_INFINITY).length || 1;
  return indent >= WIDEST_LINE
    ? ''
    : `${' '.repeat(indent)}${'^'.repeat(Math.min(width, WIDEST_LINE - indent))}`;
}

function shown(line: string, widest = WIDEST_LINE): string {
  const plain = harmless(line.replaceAll('\t', TAB));
  return plain.length > widest ? `${plain.slice(0, widest)}…` : plain;
}
