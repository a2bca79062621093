import type { KeySpans, Origins, Span } from '../origins.ts';

/** Thrown where the text is not plain enough; the careful reader then reads all of it. */
export class GivesUp extends Error {}

/** A value within a line, and where it ends. */
interface Read {
  value: unknown;
  span: Span;
  end: number;
}

/** Reads texts, numbers, words and brackets within a line. */
export class Inline {
  readonly #text: string;
  readonly #base: number;
  readonly #origins: Origins;

  constructor(text: string, base: number, origins: Origins) {
    this.#text = text;
    this.#base = base;
    this.#origins = origins;
  }

  /** The value that begins at `at`, on a line that ends at `lineEnd`. */
  value(at: number, lineEnd: number, levels: number): Read {
    const first = this.#text[at];
    if (first === '[' || first === '{' || first === '"' || first === "'")
      return this.#marked(first, at, levels);
    return this.#plain(at, endOfText(this.#text, at, lineEnd));
  }

  #marked(first: string, at: number, levels: number): Read {
    if (levels === 0) throw new GivesUp();
    if (first === '[') return this.#list(at, levels);
    if (first === '{') return this.#mapping(at, levels);
    const pattern = first === '"' ? IN_DOUBLE_QUOTES : IN_SINGLE_QUOTES;
    pattern.lastIndex = at;
    const found = pattern.exec(this.#text);
    if (!found) throw new GivesUp();
    return this.#read(found[1], at, pattern.lastIndex);
  }

  #plain(at: number, end: number): Read {
    const source = this.#text.slice(at, end);
    if (!BEGINS_TEXT.test(source)) throw new GivesUp();
    return this.#read(meaningOf(source), at, end);
  }

  #list(start: number, levels: number): Read {
    const list: unknown[] = [];
    const keys: Span[] = [];
    let at = this.#skip(start + 1);
    while (this.#text[at] !== ']') {
      const item = this.#item(at, levels - 1);
      list.push(item.value);
      keys.push(item.span);
      at = this.#separator(item.end, ']');
    }
    const read = this.#read(list, start, at + 1);
    this.#origins.set(list, { span: read.span, keys });
    return read;
  }

  #mapping(start: number, levels: number): Read {
    const mapping: Record<string, unknown> = {};
    const keys: KeySpans = new Map();
    let at = this.#skip(start + 1);
    while (this.#text[at] !== '}') {
      KEY.lastIndex = at;
      const name = KEY.exec(this.#text)?.[1];
      if (name === undefined || name === '__proto__' || keys.has(name)) throw new GivesUp();
      const item = this.#item(this.#skip(at + name.length + 1), levels - 1);
      mapping[name] = item.value;
      const key = { start: at + this.#base, end: at + name.length + this.#base };
      keys.set(name, { key, value: item.span });
      at = this.#separator(item.end, '}');
    }
    const read = this.#read(mapping, start, at + 1);
    this.#origins.set(mapping, { span: read.span, keys });
    return read;
  }

  #item(at: number, levels: number): Read {
    const first = this.#text[at];
    if (first === '[' || first === '{' || first === '"' || first === "'")
      return this.#marked(first, at, levels);
    IN_BRACKETS.lastIndex = at;
    const source = IN_BRACKETS.exec(this.#text)?.[0].trimEnd();
    if (source === undefined) throw new GivesUp();
    return this.#plain(at, at + source.length);
  }

  /** The beginning of the next item, or the closing mark. A comma without a space may have been meant otherwise. */
  #separator(end: number, closing: string): number {
    const at = this.#skip(end);
    if (this.#text[at] === closing) return at;
    if (this.#text[at] !== ',' || this.#text[at + 1] !== ' ') throw new GivesUp();
    const next = this.#skip(at + 1);
    if (this.#text[next] === closing) throw new GivesUp();
    return next;
  }

  #skip(from: number): number {
    let at = from;
    while (this.#text[at] === ' ') at++;
    return at;
  }

  #read(value: unknown, start: number, end: number): Read {
    return { value, span: { start: start + this.#base, end: end + this.#base }, end };
  }
}

const KEY = /([A-Za-z_][\w.-]*):(?= )/y;
const IN_DOUBLE_QUOTES = /"([^"\\\r\n]*)"/y;
const IN_SINGLE_QUOTES = /'([^'\r\n]*)'(?!')/y;
const IN_BRACKETS = /(?:[^\r\n,[\]{}#:]|:(?![\s,[\]{}]))+/y;
const BEGINS_TEXT = /^(?:[\p{L}0-9_$(/.+]|-(?=\d))/u;

/** Where a text without quotes ends: at the end of its line, or before a comment. */
function endOfText(text: string, at: number, lineEnd: number): number {
  let end = lineEnd;
  for (let mark = at; mark < lineEnd; mark++) {
    const character = text[mark];
    if (character === ':' && (mark + 1 === lineEnd || text[mark + 1] === ' ')) throw new GivesUp();
    if (character !== '#' || text[mark - 1] !== ' ') continue;
    end = mark;
    break;
  }
  while (text[end - 1] === ' ') end--;
  return end;
}

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);
const NUMBER = /^-?(?:0|[1-9]\d{0,9})(?:\.\d{1,4})?$/;
// What YAML 1.2 takes for a number, a truth value or nothing in any other spelling.
const UNUSUAL = /^(?:[-+]?(?:[\d.]+(?:e[-+]?\d*)?|\.inf)|0[xo][\da-f]*|\.nan|null|true|false|~)$/i;

function meaningOf(source: string): unknown {
  const word = WORDS.get(source);
  if (word !== undefined) return word;
  if (NUMBER.test(source)) return Number(source);
  if (UNUSUAL.test(source)) throw new GivesUp();
  return source;
}
