import type { Outcome } from './judge.ts';

/** Mutants that the compiler does not answer as it should, and why that is accepted. */
export interface AcceptedMiss {
  reason: string;
  outcome: Extract<Outcome, 'missed' | 'misplaced' | 'false alarm'>;
  /** Kinds of mutation in which it occurs. */
  kinds: readonly string[];
  /** What the mutant's description must match, and of `misplaced` the codes that came. */
  what: RegExp;
  /** One of them: all `from` of the file become `to`. It must still fare so, or this entry must go. */
  example: { project: string; file: string; from: string; to: string };
}

/** All of them. Every other miss fails the tests, and so does an entry whose example is answered well. */
export const ACCEPTED_MISSES: readonly AcceptedMiss[] = [
  {
    reason: 'Text around a single or strange brace is legal Markdown, and only looks like a merge field.',
    outcome: 'missed',
    kinds: ['merge field braces'],
    what: /→ (\{[^{]|\$\{|%)/,
    example: {
      project: 'workshop',
      file: 'emails/refund.email.md',
      from: '{{sale.amount}}',
      to: '{sale.amount}',
    },
  },
];
