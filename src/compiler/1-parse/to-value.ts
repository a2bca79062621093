import {
  isMap,
  isScalar,
  isSeq,
  type Document,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { Anchors } from './anchors.ts';
import { DEEPEST, MOST_VALUES } from './bounds.ts';
import type { Finding } from './findings.ts';
import { lostText } from './lost-text.ts';
import { MappingBuilder } from './mapping-builder.ts';
import { cutApart, numberProblem } from './numbers.ts';
import type { Doubt, Origins, Repeated, Span } from './origins.ts';

/** A document as plain values. */
export interface Converted {
  /** Undefined when a bound was met. */
  value: unknown;
  origins: Origins;
  findings: Finding[];
  doubts: Doubt[];
  repeated: Repeated[];
}

/** What was parsed. */
export interface Source {
  text: string;
  /** From an offset in it to one in the file. */
  at: (offset: number) => number;
  /** Where it was mended without certainty, in the file's offsets. */
  uncertain: readonly Span[];
}

/** Turns a YAML document into plain values and remembers where each came from. */
export function toValue(document: Document, source: Source): Converted {
  const conversion = new Conversion(source);
  const value = conversion.document(document.contents);
  const { origins, findings, doubts, repeated } = conversion;
  return { value, origins, findings, doubts, repeated: [...repeated.values()] };
}

/** Thrown when a bound is met; whatever comes behind it would only cost time. */
class Stopped extends Error {}

class Conversion {
  readonly origins: Origins = new WeakMap();
  readonly findings: Finding[] = [];
  readonly doubts: Doubt[] = [];
  /** By what the anchor marks; the first alias of each will do. */
  readonly repeated = new Map<unknown, Repeated>();
  readonly #source: Source;
  readonly #anchors = new Anchors();
  #alias: unknown;
  #values = 0;
  /** Something was said of the value that was converted last, and it is no use. */
  #isDoubtful = false;

  constructor(source: Source) {
    this.#source = source;
  }

  /** The whole document; undefined when there is no use in it. */
  document(contents: unknown): unknown {
    try {
      const value = this.#convert(contents, 0);
      return this.#isDoubtful ? undefined : value;
    } catch (error) {
      if (error instanceof Stopped) return undefined;
      throw error;
    }
  }

  #convert(node: unknown, depth: number): unknown {
    if (++this.#values > MOST_VALUES && this.#alias !== undefined) return this.#stop('too-many-values', node);
    if (depth > DEEPEST) return this.#stop('too-deep', node);
    const found = this.#anchors.resolve(node);
    if ('missing' in found) {
      const problem = found.isInside ? 'alias-in-itself' : 'unknown-alias';
      return this.#doubt({ problem, name: found.missing, known: found.known, span: this.#spanOf(node) });
    }
    if (found.isRepeated && !this.repeated.has(found.node))
      this.repeated.set(found.node, { anchored: this.#spanOf(found.node), by: this.#spanOf(node) });
    // What an alias holds too much is too much where the alias stands.
    const isOutermost = found.isRepeated && !this.#alias;
    if (isOutermost) this.#alias = node;
    const value = this.#plain(found.node, depth);
    if (isOutermost) this.#alias = undefined;
    this.#anchors.leave(found);
    return value;
  }

  #plain(node: unknown, depth: number): unknown {
    if (isMap(node)) return this.#map(node, depth);
    if (isSeq(node)) return this.#list(node, depth);
    return isScalar(node) ? this.#scalar(node) : null;
  }

  #scalar(node: Scalar): unknown {
    const { value, source, range, comment } = node;
    if (typeof value === 'number' && source !== undefined) {
      const problem = numberProblem(source, value);
      if (problem) return this.#doubt({ ...problem, span: this.#spanOf(node) });
    }
    if (comment && range && node.type === 'PLAIN' && typeof value === 'string') {
      const lost = lostText(this.#source.text, range[0], range[1]);
      if (lost) this.findings.push({ problem: 'lost-text', written: lost.written, span: this.#span(lost) });
    }
    this.#isDoubtful ||= this.#isUncertain(node);
    return value;
  }

  #isUncertain(node: Scalar): boolean {
    if (this.#source.uncertain.length === 0) return false;
    const { start, end } = this.#spanOf(node);
    return this.#source.uncertain.some((span) => span.start <= end && start <= span.end);
  }

  #list(node: YAMLSeq, depth: number): unknown {
    const cut = cutApart(node, this.#source.text);
    if (cut) {
      const edits = cut.edits.map((edit) => ({ ...edit, ...this.#span(edit) }));
      return this.#doubt({ problem: 'cut-number', written: cut.written, edits, span: this.#span(cut) });
    }
    const list: unknown[] = [];
    const spans: Span[] = [];
    this.origins.set(list, { span: this.#spanOf(node), keys: spans });
    for (const item of node.items) {
      spans.push(this.#spanOf(item));
      list.push(this.#convert(item, depth + 1));
      this.#noteDoubt(list, list.length - 1);
    }
    return list;
  }

  #map(node: YAMLMap, depth: number): unknown {
    const builder = new MappingBuilder(this.origins, this.#spanOf(node));
    for (const pair of node.items) {
      // Keys that are no text are errors of the parser already.
      if (!isScalar(pair.key) || typeof pair.key.value !== 'string') continue;
      const { source, type, value: name } = pair.key;
      if (source === '') {
        const { start } = this.#spanOf(pair.key);
        this.findings.push({
          problem: 'empty-key',
          span: { start, end: Math.min(start + 1, this.#source.at(this.#source.text.length)) },
        });
        continue;
      }
      const isMerge = source === '<<' && type === 'PLAIN';
      const first = builder.firstOf(name, isMerge);
      if (first) this.#duplicate(pair, name, first);
      if (isMerge) this.#merge(pair, builder, depth);
      else this.#pair(pair, name, builder, depth);
    }
    return builder.mapping;
  }

  #pair(pair: Pair, name: string, builder: MappingBuilder, depth: number): void {
    const key = this.#spanOf(pair.key);
    const value = pair.value ? this.#spanOf(pair.value) : { start: key.end, end: key.end };
    const converted =
      pair.value === null
        ? this.#doubt({ problem: 'no-value', key: name, span: key })
        : this.#convert(pair.value, depth + 1);
    builder.add(name, converted, { key, value });
    this.#noteDoubt(builder.mapping, name);
  }

  #merge({ key, value }: Pair, builder: MappingBuilder, depth: number): void {
    builder.noteMerge(this.#spanOf(key));
    for (const source of isSeq(value) ? value.items : [value]) {
      const merged = this.#convert(source, depth + 1);
      // What cannot be resolved has been reported.
      if (this.#isDoubtful) this.#isDoubtful = false;
      else if (!builder.merge(merged, this.doubts))
        this.findings.push({ problem: 'bad-merge', span: this.#spanOf(source) });
    }
  }

  #duplicate({ key, value }: Pair, name: string, first: { key: Span; value: Span }): void {
    const span = this.#spanOf(key);
    const second = { start: span.start, end: value ? this.#spanOf(value).end : span.end };
    this.findings.push({ problem: 'duplicate-key', key: name, first, second, span });
  }

  #stop(problem: 'too-deep' | 'too-many-values', node: unknown): never {
    this.findings.push({ problem, span: this.#spanOf(this.#alias ?? node) });
    throw new Stopped();
  }

  #doubt(finding: Finding): null {
    this.findings.push(finding);
    this.#isDoubtful = true;
    return null;
  }

  #noteDoubt(container: object, key: string | number): void {
    if (this.#isDoubtful) this.doubts.push({ container, key });
    this.#isDoubtful = false;
  }

  #spanOf(node: unknown): Span {
    const [start, end] = (node as { range?: [number, number, number] } | null)?.range ?? [0, 0];
    return { start: this.#source.at(start), end: this.#source.at(end) };
  }

  #span({ start, end }: Span): Span {
    return { start: this.#source.at(start), end: this.#source.at(end) };
  }
}
