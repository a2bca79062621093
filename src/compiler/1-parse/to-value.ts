import { isAlias, isMap, isScalar, isSeq, type Document, type Node } from 'yaml';
import type { Origins, Span } from './origins.ts';

/** Deeper than any map that a person writes; keeps hostile input from exhausting the stack. */
export const DEEPEST = 60;
/** More values than any map has; aliases that hold aliases reach it quickly. */
export const MOST_VALUES = 50_000;

/** Something in the YAML that this language has no use for. */
export type Finding =
  | { problem: 'duplicate-key'; key: string; span: Span; first: Span }
  | { problem: 'unknown-alias'; name: string; span: Span }
  | { problem: 'too-deep' | 'too-many-values'; span: Span };

/** A document as plain values. */
export interface Converted {
  value: unknown;
  origins: Origins;
  findings: Finding[];
}

/** Turns a YAML document into plain values and remembers where each came from. `base` is added to all offsets. */
export function toValue(document: Document, base: number): Converted {
  const origins: Origins = new WeakMap();
  const findings: Finding[] = [];
  let values = 0;

  const spanOf = (node: unknown): Span => {
    const [start, end] = (node as Node | null)?.range ?? [0, 0];
    return { start: start + base, end: end + base };
  };

  const stop = (problem: 'too-deep' | 'too-many-values', node: unknown) => {
    if (!findings.some((finding) => finding.problem === problem))
      findings.push({ problem, span: spanOf(node) });
    return null;
  };

  const convert = (node: unknown, depth: number): unknown => {
    if (++values > MOST_VALUES) return stop('too-many-values', node);
    if (depth > DEEPEST) return stop('too-deep', node);
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target) return convert(target, depth + 1);
      findings.push({ problem: 'unknown-alias', name: node.source, span: spanOf(node) });
      return null;
    }
    if (isMap(node)) return convertMap(node, depth);
    if (isSeq(node)) {
      const list = node.items.map((item) => convert(item, depth + 1));
      origins.set(list, { span: spanOf(node), keys: node.items.map(spanOf) });
      return list;
    }
    return isScalar(node) ? node.value : null;
  };

  const convertMap = (node: { items: { key: unknown; value: unknown }[] }, depth: number): unknown => {
    const mapping: Record<string, unknown> = {};
    const keys = new Map<string, { key: Span; value: Span }>();
    for (const pair of node.items) {
      const key = spanOf(pair.key);
      // Keys that are no text are errors of the parser already.
      if (!isScalar(pair.key) || typeof pair.key.value !== 'string') continue;
      const name = pair.key.value;
      const first = keys.get(name);
      if (first) findings.push({ problem: 'duplicate-key', key: name, span: key, first: first.key });
      keys.set(name, { key, value: pair.value ? spanOf(pair.value) : { start: key.end, end: key.end } });
      // Defined, not assigned: a key named `__proto__` must stay a key.
      const value = convert(pair.value, depth + 1);
      Object.defineProperty(mapping, name, { value, enumerable: true, writable: true, configurable: true });
    }
    origins.set(mapping, { span: spanOf(node), keys });
    return mapping;
  };

  return { value: convert(document.contents, 0), origins, findings };
}
