import type { Outcome, Verdict } from './judge.ts';
import type { Judged } from './run.ts';

/** What became of the mutants of one kind, or of all. */
export interface Tally {
  kind: string;
  mutants: number;
  outcomes: Readonly<Record<Outcome, number>>;
  /** Diagnostics per caught mutant, on average. */
  diagnostics: number;
  /** Caught mutants with more diagnostics than mistakes. */
  followOns: number;
  /** Share of the caught mutants with a word that was meant to which it is offered; undefined without any. */
  suggested?: number;
  /** Share of the mutants with a fix whose fix restores them. */
  restored?: number;
  fixes: number;
  /** Milliseconds of a compilation: the median, and the longest. */
  median: number;
  longest: number;
}

/** One tally for each kind, in the order of their first mutants, and one for all. */
export function tallies(judged: readonly Judged[]): Tally[] {
  const kinds = [...new Set(judged.map(({ mutant }) => mutant.kind))];
  const ofKind = (kind: string) => judged.filter(({ mutant }) => mutant.kind === kind);
  return [...kinds.map((kind) => tally(kind, ofKind(kind))), tally('all', judged)];
}

function tally(kind: string, judged: readonly Judged[]): Tally {
  const verdicts = judged.map(({ verdict }) => verdict);
  const count = (outcome: Outcome) => verdicts.filter((one) => one.outcome === outcome).length;
  const caught = verdicts.filter(({ outcome }) => outcome === 'caught' || outcome === 'misplaced');
  const times = verdicts.map(({ ms }) => ms).sort((a, b) => a - b);
  const fixed = caught.filter((one) => one.fixed !== undefined);
  return {
    kind,
    mutants: verdicts.length,
    outcomes: {
      caught: count('caught'),
      harmless: count('harmless'),
      changed: count('changed'),
      missed: count('missed'),
      misplaced: count('misplaced'),
      'false alarm': count('false alarm'),
      crash: count('crash'),
    },
    diagnostics: mean(caught.map(({ findings }) => findings.length)),
    followOns: caught.filter(({ followOns }) => followOns > 0).length,
    fixes: fixed.length,
    ...share(
      'suggested',
      caught.filter((one) => one.suggested !== undefined),
      (one) => one.suggested === true,
    ),
    ...share('restored', fixed, (one) => one.fixed === 'restored' || one.fixed === 'same meaning'),
    median: times[Math.floor(times.length / 2)] ?? 0,
    longest: times.at(-1) ?? 0,
  };
}

function share<Key extends string>(
  key: Key,
  verdicts: readonly Verdict[],
  holds: (one: Verdict) => boolean,
): { [K in Key]?: number } {
  if (verdicts.length === 0) return {};
  return { [key]: verdicts.filter(holds).length / verdicts.length } as { [K in Key]: number };
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
