import type { ValidFile } from '../2-validate/validate-file.ts';
import type { AnalyzedMap } from './analyze-map.ts';
import type { Findings } from './findings.ts';
import type { Draft, Shared } from './shared.ts';

/**
 * Remembers what was found out about something, for as long as all that it rests on is the same (`===`). A file
 * that changes is another object, so what rests on its old self is forgotten.
 */
export class Memory<Key extends object, Value> {
  readonly #kept = new WeakMap<Key, { basis: readonly unknown[]; value: Value }>();

  recall(key: Key, basis: readonly unknown[], findOut: () => Value): Value {
    const kept = this.#kept.get(key);
    if (kept?.basis.length === basis.length && kept.basis.every((one, index) => one === basis[index]))
      return kept.value;
    const value = findOut();
    this.#kept.set(key, { basis, value });
    return value;
  }
}

/** What an analysis leaves for the next one. */
export interface AnalysisMemory {
  drafts: Memory<ValidFile, Draft>;
  shared: Memory<AnalysisMemory, Shared>;
  maps: Memory<ValidFile, AnalyzedMap>;
  circles: Memory<AnalysisMemory, Findings>;
  scenarios: Memory<ValidFile, Findings>;
}

/** A memory in which there is nothing yet. */
export function emptyMemory(): AnalysisMemory {
  return {
    drafts: new Memory(),
    shared: new Memory(),
    maps: new Memory(),
    circles: new Memory(),
    scenarios: new Memory(),
  };
}
