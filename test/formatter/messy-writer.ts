import type { Shape } from '../../src/formatter/schema-references.ts';
import { formOf, itemShape, knownKeys, shapeAt } from '../../src/formatter/shape.ts';
import { canBePlain, isFinePlain } from '../../src/formatter/yaml-words.ts';

/** Numbers from 0 up to 1, the same for the same seed. */
export type Chance = () => number;

/**
 * Writes a document as YAML that means the same, in one of many ways: order of keys, indentation, quotes. `wild`: also
 * brackets, blank lines, and comments that say where they belong (`# above a/b`, `# behind a/b`, `# foot a`, `# foot (all)`).
 */
export function writeMessily(value: object, shape: Shape, chance: Chance, wild: boolean): string {
  return `${new MessyWriter(chance, wild).block(value, shape, '', 0).join('\n')}\n`;
}

class MessyWriter {
  readonly #chance: Chance;
  readonly #wild: boolean;

  constructor(chance: Chance, wild: boolean) {
    this.#chance = chance;
    this.#wild = wild;
  }

  /** The lines of a mapping or list, each entry on lines of its own. */
  block(value: object, shape: Shape | undefined, path: string, indent: number): string[] {
    const isList = Array.isArray(value);
    const lines = this.#parts(value, shape).flatMap(({ key, part, inner }) => {
      const at = join(path, key);
      const mark = `${' '.repeat(indent)}${isList ? '-' : `${this.#key(key)}:`}`;
      const blank = this.#isWildly(0.1) ? [this.#may(0.5) ? '' : '   '] : [];
      return [...blank, ...this.#comment('above', at, indent), ...this.#entry(mark, part, inner, at, indent)];
    });
    // Below a list that is as deep as its key, a comment would be the list's.
    const endsFlush = !isList && lines.some((line) => line.startsWith(`${' '.repeat(indent)}-`));
    return endsFlush ? lines : [...lines, ...this.#comment('foot', path, indent)];
  }

  #entry(mark: string, part: unknown, shape: Shape | undefined, path: string, indent: number): string[] {
    if (!isFilled(part))
      return [`${mark} ${this.#scalar(part, false)}${this.#may(0.1) ? '  ' : ''}${this.#behind(path)}`];
    if (this.#isWildly(0.3)) {
      const [first = '', ...rest] = this.#flow(part, shape, path, indent + 3);
      return withEnd([`${mark} ${first}`, ...rest], this.#behind(path));
    }
    const isItem = mark.endsWith('-');
    const isFlush = !isItem && Array.isArray(part) && this.#may(0.3);
    const depth = isFlush ? 0 : 1 + Math.floor(this.#chance() * 4);
    const inner = this.block(part, shape, path, indent + depth).filter(
      (line) => !isFlush || !line.includes('# foot') || line.startsWith(' '.repeat(indent + 1)),
    );
    const [first = '', ...rest] = inner;
    // The first key may stand behind the dash.
    if (isItem && depth > 1 && !/^ *(#|$)/.test(first)) return [mark + first.slice(mark.length), ...rest];
    return [`${mark}${this.#behind(path)}`, ...inner];
  }

  /** Between brackets: on one line, or on several with comments. */
  #flow(value: object, shape: Shape | undefined, path: string, indent: number): string[] {
    const space = ' '.repeat(indent);
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
    const parts = this.#parts(value, shape).map(({ key, part, inner }) => {
      const at = join(path, key);
      const flow = isFilled(part) ? this.#flow(part, inner, at, indent + 2) : [this.#scalar(part, true)];
      const [first = '', ...rest] = flow;
      return { at, lines: [Array.isArray(value) ? first : `${this.#key(key)}: ${first}`, ...rest] };
    });
    if (!this.#may(0.3) && parts.every(({ lines }) => lines.length === 1)) {
      return [`${open} ${parts.map(({ lines }) => lines[0]).join(this.#may(0.5) ? ', ' : ' ,  ')} ${close}`];
    }
    const inner = parts.flatMap(({ lines: [first = '', ...rest], at }) => {
      const above = this.#comment('above', at, indent);
      return [...above, ...withEnd([space + first, ...rest], `,${this.#behind(at)}`)];
    });
    return [open, ...inner, `${space}${close}`];
  }

  /** Keys of the language's in any order, names of the author's in theirs. */
  #parts(
    value: object,
    shape: Shape | undefined,
  ): { key: string; part: unknown; inner: Shape | undefined }[] {
    const form = formOf(shape, value);
    const parts = Object.entries(value).map(([key, part]: [string, unknown]) => {
      const inner = form && (Array.isArray(value) ? itemShape(form) : shapeAt(form, key));
      return { key, part, inner };
    });
    const isOrdered = Array.isArray(value) || !form || knownKeys(form).length === 0;
    return isOrdered ? parts : parts.sort(() => this.#chance() - 0.5);
  }

  #scalar(value: unknown, flow: boolean): string {
    if (typeof value !== 'string') return JSON.stringify(value);
    // Whether a date has quotes is the author's choice.
    if (canBePlain(value, flow) && (isFinePlain(value) || this.#may(0.6))) return value;
    return this.#may(0.5) ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
  }

  #key(key: string): string {
    return canBePlain(key, true) && this.#may(0.8) ? key : JSON.stringify(key);
  }

  #comment(where: 'above' | 'foot', path: string, indent: number): string[] {
    return this.#isWildly(0.15) ? [`${' '.repeat(indent)}# ${where} ${path || '(all)'}`] : [];
  }

  #behind(path: string): string {
    return this.#isWildly(0.15) ? `${' '.repeat(1 + Math.floor(this.#chance() * 12))}# behind ${path}` : '';
  }

  #isWildly(share: number): boolean {
    return this.#wild && this.#may(share);
  }

  #may(share: number): boolean {
    return this.#chance() < share;
  }
}

function isFilled(part: unknown): part is object {
  return typeof part === 'object' && part !== null && Object.keys(part).length > 0;
}

function withEnd(lines: readonly string[], end: string): string[] {
  return [...lines.slice(0, -1), `${lines.at(-1) ?? ''}${end}`];
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}/${key}`;
}

/** Mulberry32: small, and good enough for tests. */
export function chanceFrom(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
