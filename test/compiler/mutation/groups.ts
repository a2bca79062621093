import type { Judged } from './run.ts';

/** Mutants that fared alike. */
export interface Group {
  title: string;
  count: number;
  /** The shortest of them, in lines. */
  example: string[];
}

/** The mutants of one outcome, or those with follow-on errors, by kind and by what was said; the most frequent first. */
export function groups(judged: readonly Judged[], heading: string): Group[] {
  const found = new Map<string, Judged[]>();
  for (const one of judged) {
    const { mutant, verdict } = one;
    if (heading === 'follow-on' ? verdict.followOns === 0 : heading !== headingOf(one)) continue;
    const codes = [...new Set(verdict.findings.map(({ code }) => code))].sort();
    const problem = verdict.problem === undefined ? '' : ` ${verdict.problem.split('\n')[0]}`;
    const title = `${mutant.kind}${codes.length > 0 ? `: ${codes.join(' ')}` : ''}${problem}`;
    found.set(title, [...(found.get(title) ?? []), one]);
  }
  return [...found]
    .map(([title, all]) => ({ title, count: all.length, example: example(all) }))
    .sort((a, b) => b.count - a.count);
}

function headingOf({ verdict }: Judged): string {
  if (verdict.suggested === false) return 'no suggestion';
  if (verdict.fixed === 'still wrong' || verdict.fixed === 'another meaning') return 'wrong fix';
  return verdict.outcome;
}

function example(judged: readonly Judged[]): string[] {
  const [first] = [...judged].sort((a, b) => a.mutant.what.length - b.mutant.what.length);
  if (!first) return [];
  const { mutant, verdict } = first;
  return [
    `#${mutant.number} ${mutant.project}/${mutant.file}: ${mutant.what}`,
    ...verdict.findings.map(
      ({ code, file, line, message, hint, here }) =>
        `${here ? ' ' : '!'} ${file}:${line} ${code} ${message} ${hint}`,
    ),
    ...(verdict.problem?.split('\n').slice(0, 6) ?? []),
  ];
}
