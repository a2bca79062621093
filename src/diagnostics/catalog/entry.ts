import type { Severity } from '../diagnostic.ts';

/** One kind of diagnostic. `{name}` in `message` and `hint` is filled in where the problem is found. */
export interface CatalogEntry {
  severity: Severity;
  /** The problem in a few words: the heading of its section in the reference. */
  title: string;
  /** What is wrong, and why it matters where that is not obvious. */
  message: string;
  /** How to fix it. `{suggestion}` is "Did you mean `x`? " or nothing. */
  hint: string;
  /** For the reference: why it is a problem, and how it is usually solved. */
  explanation: string;
}
