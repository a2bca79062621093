import type { Doubt, KeySpans, Origins, Span } from './origins.ts';

/** A mapping while its entries are read: keys written twice, and merge keys (YAML 1.1, `<<`). */
export class MappingBuilder {
  readonly mapping: Record<string, unknown> = {};
  readonly #origins: Origins;
  readonly #spans: KeySpans = new Map();
  /** Keys that came through a merge key: one of the mapping's own replaces them. */
  readonly #merged = new Set<string>();
  #merge: Span | undefined;

  constructor(origins: Origins, span: Span) {
    this.#origins = origins;
    origins.set(this.mapping, { span, keys: this.#spans });
  }

  /** Where a key that is written again was written first. */
  firstOf(name: string, isMerge: boolean): { key: Span; value: Span } | undefined {
    if (isMerge) return this.#merge && { key: this.#merge, value: this.#merge };
    return this.#merged.has(name) ? undefined : this.#spans.get(name);
  }

  /** Adds an entry. Of two with one key the first counts, but mappings of named things are read together. */
  add(name: string, value: unknown, spans: { key: Span; value: Span }): void {
    if (this.#merged.delete(name)) {
      delete this.mapping[name];
      this.#spans.delete(name);
    }
    // Of two the empty one is the slip.
    if (this.#spans.has(name) && this.mapping[name] !== null) return this.#join(this.mapping[name], value);
    this.#spans.set(name, spans);
    define(this.mapping, name, value);
  }

  /** Remembers a merge key. */
  noteMerge(key: Span): void {
    this.#merge ??= key;
  }

  /** Takes over the entries of another mapping that this one has not; false when it is none. */
  merge(other: unknown, doubts: Doubt[]): boolean {
    const keys = typeof other === 'object' && other !== null && this.#origins.get(other)?.keys;
    if (!keys || Array.isArray(keys)) return false;
    for (const [name, spans] of keys) {
      if (this.#spans.has(name)) continue;
      this.#spans.set(name, spans);
      this.#merged.add(name);
      define(this.mapping, name, (other as Record<string, unknown>)[name]);
      if (doubts.some(({ container, key }) => container === other && key === name))
        doubts.push({ container: this.mapping, key: name });
    }
    return true;
  }

  /** A second `triggers:` mostly holds more triggers: what is wrong with them should be said now. */
  #join(first: unknown, second: unknown): void {
    if (!isMappingOfMappings(first) || !isMappingOfMappings(second)) return;
    const into = this.#origins.get(first)?.keys;
    const from = this.#origins.get(second)?.keys;
    if (!(into instanceof Map) || !(from instanceof Map)) return;
    for (const [name, spans] of from) {
      if (into.has(name)) continue;
      into.set(name, spans);
      define(first, name, second[name]);
    }
  }
}

function isMappingOfMappings(value: unknown): value is Record<string, unknown> {
  const isMapping = (one: unknown) => typeof one === 'object' && one !== null && !Array.isArray(one);
  return isMapping(value) && Object.values(value as object).every(isMapping);
}

/** Defined, not assigned: a key named `__proto__` must stay a key. */
function define(mapping: object, name: string, value: unknown): void {
  Object.defineProperty(mapping, name, { value, enumerable: true, writable: true, configurable: true });
}
