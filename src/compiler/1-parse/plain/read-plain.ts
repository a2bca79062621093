import { INVISIBLE } from '../mistakes/invisible.ts';
import type { KeySpans, Origins, Span } from '../origins.ts';
import { GivesUp, Inline } from './inline.ts';
import { Lines } from './lines.ts';

/** A document as plain values, as the careful reader would have read it. */
export interface PlainYaml {
  value: unknown;
  origins: Origins;
  root: Span;
  /** The comments, in order, in offsets of the text. */
  comments: Span[];
}

/**
 * Reads the YAML that people write every day: block mappings and lists, one-line texts and brackets, comments. It is
 * some ten times as fast as the YAML library, which need not even be loaded. Whatever is unusual, doubtful or wrong
 * makes it give up (undefined), and the library reads the text instead: only that one knows all of YAML. A test proves
 * that both read the same wherever this one reads anything. `base` is added to all offsets but those of comments.
 */
export function readPlainYaml(text: string, base: number): PlainYaml | undefined {
  if (UNUSUAL.test(text)) return undefined;
  try {
    return new PlainReader(text, base).document();
  } catch (error) {
    if (error instanceof GivesUp) return undefined;
    throw error;
  }
}

// Tabs, characters that look like spaces or like nothing, marks of documents, and directives.
const UNUSUAL = new RegExp(`\\t|${INVISIBLE.source}|^(?:---|\\.\\.\\.|%)`, 'mu');

const KEY = /([A-Za-z_][\w.-]*):(?=[ \r\n]|$)/y;
const DEEPEST = 40;

class PlainReader {
  readonly #text: string;
  readonly #base: number;
  readonly #lines: Lines;
  readonly #inline: Inline;
  readonly #origins: Origins = new WeakMap();

  constructor(text: string, base: number) {
    this.#text = text;
    this.#base = base;
    this.#lines = new Lines(text);
    this.#inline = new Inline(text, base, this.#origins);
  }

  document(): PlainYaml | undefined {
    const lines = this.#lines;
    if (!lines.next()) return undefined;
    const { value, span } = this.#block(lines.indent, 0);
    if (!lines.isAtEnd) return undefined;
    return { value, origins: this.#origins, root: span, comments: lines.comments };
  }

  /** The mapping or list that begins on this line. */
  #block(column: number, depth: number): { value: unknown; span: Span; end: number } {
    if (depth > DEEPEST) throw new GivesUp();
    return this.#isEntry() ? this.#list(column, depth) : this.#mapping(column, this.#lines.at, depth);
  }

  #mapping(column: number, start: number, depth: number) {
    const lines = this.#lines;
    const mapping: Record<string, unknown> = {};
    const keys: KeySpans = new Map();
    let at = start;
    let end = start;
    do {
      KEY.lastIndex = at;
      const name = KEY.exec(this.#text)?.[1];
      if (name === undefined || name === '__proto__' || keys.has(name)) throw new GivesUp();
      const key = { start: at + this.#base, end: at + name.length + this.#base };
      const read = this.#value(at + name.length + 1, column, depth);
      keys.set(name, { key, value: read.span });
      mapping[name] = read.value;
      ({ end } = read);
      ({ at } = lines);
      if (lines.indent > column) throw new GivesUp();
    } while (lines.indent === column && !this.#isEntry());
    const span = { start: start + this.#base, end: end + this.#base };
    this.#origins.set(mapping, { span, keys });
    return { value: mapping, span, end };
  }

  /** What stands behind a key: on its line, or below it. */
  #value(from: number, column: number, depth: number): { value: unknown; span: Span; end: number } {
    const lines = this.#lines;
    const at = lines.skipSpaces(from);
    if (at < lines.end && this.#text[at] !== '#') return this.#rest(at, depth);
    lines.endLine(at, from);
    const isBelow = lines.indent > column || (lines.indent === column && this.#isEntry());
    if (!isBelow) throw new GivesUp();
    return this.#block(lines.indent, depth + 1);
  }

  #list(column: number, depth: number) {
    const lines = this.#lines;
    const start = lines.at;
    const list: unknown[] = [];
    const keys: Span[] = [];
    let end = start;
    do {
      const at = lines.skipSpaces(lines.at + 1);
      KEY.lastIndex = at;
      const read = KEY.test(this.#text)
        ? this.#mapping(at - lines.start, at, depth + 1)
        : this.#rest(at, depth + 1);
      list.push(read.value);
      keys.push(read.span);
      ({ end } = read);
      if (lines.indent > column) throw new GivesUp();
    } while (lines.indent === column && this.#isEntry());
    const span = { start: start + this.#base, end: end + this.#base };
    this.#origins.set(list, { span, keys });
    return { value: list, span, end };
  }

  /** A value that ends with its line. */
  #rest(at: number, depth: number): { value: unknown; span: Span; end: number } {
    const lines = this.#lines;
    const { value, span, end } = this.#inline.value(at, lines.end, DEEPEST - depth);
    return { value, span, end: lines.endLine(lines.skipSpaces(end), end) };
  }

  #isEntry(): boolean {
    return this.#text.startsWith('- ', this.#lines.at);
  }
}
