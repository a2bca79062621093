import { styleText } from 'node:util';
import { codeFrame } from './code-frame.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';
import { harmless } from './harmless.ts';
import { summaryOf } from './summary.ts';

/** What the renderer needs besides the diagnostics. */
export interface HumanOptions {
  /** How many maps were read; without it nothing is counted at the end. */
  maps?: number;
  /** Texts of the files, for frames, by path; without them there are none. */
  sources?: ReadonlyMap<string, string>;
  color: boolean;
}

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

const COLORS = { error: 'red', warning: 'yellow', info: 'blue' } as const satisfies Record<Severity, string>;

/** The report for people: each problem with its frame, then one line that counts them. */
export function renderHuman(diagnostics: readonly Diagnostic[], options: HumanOptions): string {
  const paint: Paint = options.color
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_style, text) => text;
  const blocks = diagnostics.map((one) => block(one, options.sources?.get(one.file), paint));
  if (options.maps !== undefined) blocks.push(summaryLine(diagnostics, options.maps, paint));
  return blocks.join('\n');
}

function block(one: Diagnostic, text: string | undefined, paint: Paint): string {
  const color = COLORS[one.severity];
  const where = paint('bold', `${one.file}:${one.start.line}:${one.start.column}`);
  return lines([
    `${where} ${paint(color, one.severity)} ${one.code}: ${harmless(one.message)}`,
    codeFrame(text, one, (text) => paint(color, text)),
    ...one.related.map(
      ({ message, file, start }) => `  ${paint('bold', `${file}:${start.line}:${start.column}`)} ${message}`,
    ),
    `  ${harmless(one.hint)}`,
    `  ${paint('dim', one.docs)}`,
    '',
  ]);
}

function summaryLine(diagnostics: readonly Diagnostic[], maps: number, paint: Paint): string {
  const { errors, warnings } = summaryOf(diagnostics, maps);
  const found = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
  const color = errors > 0 ? 'red' : warnings > 0 ? 'yellow' : 'green';
  return `${plural(maps, 'map')} checked: ${paint(color, errors + warnings === 0 ? 'no problems' : found)}\n`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function lines(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('\n');
}
