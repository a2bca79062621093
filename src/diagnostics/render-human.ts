import { styleText } from 'node:util';
import { codeFrame, linesOf } from './code-frame.ts';
import type { Diagnostic, Position, Related, Severity } from './diagnostic.ts';
import { harmless } from './harmless.ts';
import { renderSummary } from './render-summary.ts';
import { wrapText } from './wrap-text.ts';

/** What the renderer needs besides the diagnostics. */
export interface HumanOptions {
  /** How many maps were read; without it nothing is counted at the end. */
  maps?: number;
  /** Texts of the files, for frames, by path; without them there are none. */
  sources?: ReadonlyMap<string, string>;
  color: boolean;
  /** Columns of the terminal; without it nothing is wrapped, and only endless lines are cut. */
  width?: number;
}

const COLORS = { error: 'red', warning: 'yellow', info: 'blue' } as const satisfies Record<Severity, string>;
const INDENT = '  ';
/** Longer lines are hard to read, however wide the terminal is. */
const WIDEST = 120;
const NARROWEST = 40;
/** Lines shown around the place of a problem, and around one that explains it. */
const AROUND = 2;
const AROUND_RELATED = 1;

/** The report for people: each problem with its frame, then what it comes to. */
export function renderHuman(diagnostics: readonly Diagnostic[], options: HumanOptions): string {
  const sheet = new Sheet(options);
  const blocks = diagnostics.map((one) => block(one, sheet));
  if (options.maps !== undefined) blocks.push(renderSummary(diagnostics, options.maps, options.color));
  return blocks.join('\n');
}

/** What the report is written on: a terminal with its width and colours, or a pipe. */
class Sheet {
  readonly #options: HumanOptions;
  readonly #lines = new Map<string, string[]>();

  constructor(options: HumanOptions) {
    this.#options = options;
  }

  paint(style: Parameters<typeof styleText>[0], text: string): string {
    return this.#options.color && text !== '' ? styleText(style, text, { validateStream: false }) : text;
  }

  /** Sentences, with what is meant literally made to stand out. */
  sentences(text: string, first = '', rest = INDENT): string {
    const marked = harmless(text).replace(/`[^`]+`/g, (code) => this.paint('bold', code));
    return this.#width === undefined ? first + marked : wrapText(first + marked, this.#width, rest);
  }

  frame(
    place: { file: string; start: Position; end: Position },
    around: number,
    indent: string,
    color: 'red' | 'yellow' | 'blue' | 'cyan',
  ) {
    const lines = this.#linesOf(place.file);
    const width =
      this.#options.width === undefined
        ? undefined
        : Math.max(NARROWEST, this.#options.width) - indent.length;
    const frame =
      lines &&
      codeFrame(lines, place, {
        around,
        mark: (text) => this.paint(color, text),
        dim: (text) => this.paint('dim', text),
        ...(width === undefined ? {} : { width }),
      });
    return frame?.replaceAll(/^/gm, indent);
  }

  get #width(): number | undefined {
    const { width } = this.#options;
    return width === undefined ? undefined : Math.max(NARROWEST, Math.min(WIDEST, width));
  }

  #linesOf(file: string): string[] | undefined {
    const text = this.#options.sources?.get(file);
    if (text === undefined) return undefined;
    const lines = this.#lines.get(file) ?? linesOf(text);
    this.#lines.set(file, lines);
    return lines;
  }
}

function block(one: Diagnostic, sheet: Sheet): string {
  const color = COLORS[one.severity];
  const head = `${sheet.paint('bold', placeOf(one))} ${sheet.paint(color, `${one.severity} ${one.code}`)}: `;
  return lines([
    sheet.sentences(one.message, head),
    sheet.frame(one, AROUND, '', color),
    ...one.related.flatMap((related) => relatedLines(related, one, sheet)),
    sheet.sentences(one.hint, INDENT),
    INDENT + sheet.paint('dim', one.docs),
    '',
  ]);
}

/** A place that explains the problem has a frame of its own, unless the problem's frame shows it. */
function relatedLines(related: Related, one: Diagnostic, sheet: Sheet): (string | undefined)[] {
  const isInFrame =
    related.file === one.file &&
    related.start.line >= one.start.line - AROUND &&
    related.end.line <= one.end.line + AROUND;
  return [
    sheet.sentences(related.message, `${INDENT}${sheet.paint('bold', placeOf(related))} `),
    isInFrame ? undefined : sheet.frame(related, AROUND_RELATED, INDENT, 'cyan'),
  ];
}

function placeOf({ file, start }: { file: string; start: Position }): string {
  return `${harmless(file)}:${start.line}:${start.column}`;
}

function lines(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('\n');
}
