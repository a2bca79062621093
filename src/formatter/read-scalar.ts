import { CST } from 'yaml';
import { plainValue } from './yaml-words.ts';
import type { BlockText, Scalar } from './tree.ts';

/** A plain or quoted scalar. */
export function readScalar(token: CST.FlowScalar): Omit<Scalar, 'props' | 'above'> {
  const style = STYLES[token.type];
  const text = CST.resolveAsScalar(token)?.value ?? '';
  const value = style === 'plain' ? plainValue(text) : text;
  return { type: 'scalar', style, source: token.source, value, textOnly: false };
}

const STYLES = {
  alias: 'plain',
  scalar: 'plain',
  'single-quoted-scalar': 'single',
  'double-quoted-scalar': 'double',
} as const;

/** A text below `|` or `>`, with its indentation taken off (YAML 1.2.2, 8.1). */
export function readBlockText(token: CST.BlockScalar): Omit<BlockText, 'props' | 'above'> {
  const header = tokenOf(token, 'block-scalar-header') ?? '|';
  const digit = Number(/\d/.exec(header)?.[0] ?? 0);
  const chomp = /[+-]/.exec(header)?.[0] ?? '';
  const written = token.source.split('\n');
  const first = written.find((line) => !isBlank(line)) ?? '';
  const indent = digit > 0 ? token.indent + digit : indentOf(first);
  const comment = tokenOf(token, 'comment')?.trimEnd();
  return {
    type: 'block-text',
    mode: header.charAt(0),
    chomp,
    indented: digit > 0,
    lines: withoutEnd(written, indent, chomp).map((line) => line.slice(indent)),
    ...(comment === undefined ? {} : { comment }),
  };
}

function tokenOf(token: CST.BlockScalar, type: string): string | undefined {
  const found = token.props.find((one) => one.type === type);
  return found && 'source' in found ? found.source : undefined;
}

function indentOf(line: string): number {
  return line.length - line.replace(/^ +/, '').length;
}

function isBlank(line: string): boolean {
  return /^ *$/.test(line);
}

/** Blank lines at the end count only where `+` keeps them, or where they are indented deeper than the text. */
function withoutEnd(lines: readonly string[], indent: number, chomp: string): string[] {
  // What follows the last line break is no line.
  const whole = lines.at(-1) === '' ? lines.slice(0, -1) : [...lines];
  if (whole.every(isBlank)) return chomp === '+' ? whole.map(() => '') : [];
  if (chomp === '+') return whole;
  const last = whole.findLastIndex((line) => !isBlank(line) || line.length > indent);
  return whole.slice(0, last + 1);
}
