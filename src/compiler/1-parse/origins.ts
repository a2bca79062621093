/** Offsets into a file's text; `end` is just behind the last character. */
export interface Span {
  start: number;
  end: number;
}

/** Places of keys and values by key. */
export type KeySpans = Map<string, { key: Span; value: Span }>;

/** Where a mapping or list came from. */
export interface Origin {
  span: Span;
  /** Of a mapping by key, of a list by index. */
  keys: KeySpans | Span[];
}

/** A value about which something was said already: whatever else is wrong with it would be an echo. */
export interface Doubt {
  container: object;
  key: string | number;
}

/** What an alias or a merge key repeats: a problem in there is found once for each of them. */
export interface Repeated {
  /** The value that the anchor marks. */
  anchored: Span;
  /** The alias. */
  by: Span;
}

/** Where each mapping and list of a document came from, found by identity: editing the values moves nothing. */
export type Origins = WeakMap<object, Origin>;

/** The span of a key of a mapping, or of an item of a list. */
export function keySpan(origins: Origins, container: object, key: string | number): Span | undefined {
  const keys = origins.get(container)?.keys;
  return Array.isArray(keys) ? keys[Number(key)] : keys?.get(String(key))?.key;
}

/** The span of a value in a mapping, or of an item of a list. */
export function valueSpan(origins: Origins, container: object, key: string | number): Span | undefined {
  const keys = origins.get(container)?.keys;
  return Array.isArray(keys) ? keys[Number(key)] : keys?.get(String(key))?.value;
}

/** Takes a value out of its container; the places of the others stay right. */
export function removeValue(origins: Origins, container: object, key: string | number): void {
  if (!Array.isArray(container)) {
    delete (container as Record<string, unknown>)[key];
    return;
  }
  container.splice(Number(key), 1);
  const items = origins.get(container)?.keys;
  if (Array.isArray(items)) items.splice(Number(key), 1);
}
