import { ACCEPTED_MISSES, type AcceptedMiss } from './accepted-misses.ts';
import type { Verdict } from './judge.ts';
import { judgeOf } from './judge.ts';
import { mutantOfExample } from './example.ts';
import type { Project } from './project.ts';
import type { Judged } from './run.ts';
import { tallies } from './tally.ts';

/** Of key typos, how many must be answered with the word that was meant. */
const LEAST_SUGGESTED = 0.95;
/** Of all mutants that have a fix, how many it must restore. */
const LEAST_RESTORED = 0.9;
/** Of caught mutants, how many may draw more diagnostics than they have mistakes. */
const MOST_FOLLOW_ONS = 0.1;

/** What the compiler did that it must not, for people, alike things together; empty when all is well. */
export function complaints(judged: readonly Judged[]): string[] {
  const found = new Map<string, Judged[]>();
  for (const one of judged) {
    if (!isWrong(one) || isAccepted(one)) continue;
    const { mutant, verdict } = one;
    const codes = [...new Set(verdict.findings.map(({ code }) => code))].join(' ');
    const key = `${verdict.outcome}: ${mutant.kind} ${codes}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...[...found.values()].flatMap(describeAll), ...ratesOf(judged)];
}

const MOST_DESCRIBED = 5;

function describeAll(alike: readonly Judged[]): string[] {
  const shown = alike.slice(0, MOST_DESCRIBED).map(describe);
  const more = alike.length - shown.length;
  return more === 0 ? shown : [...shown, `… and ${more} more like the last one`];
}

/** Whether a mutant fared as it must not. */
function isWrong({ verdict: { outcome } }: Judged): boolean {
  return ['crash', 'missed', 'misplaced', 'false alarm'].includes(outcome);
}

/** Whether a mutant's miss is one of those that are accepted. */
export function isAccepted({ mutant, verdict }: Judged): boolean {
  return ACCEPTED_MISSES.some(
    ({ outcome, kinds, what, code }) =>
      outcome === verdict.outcome &&
      kinds.includes(mutant.kind) &&
      (what?.test(mutant.what) ?? true) &&
      (code === undefined || verdict.findings.some((one) => one.code === code)),
  );
}

function describe({ mutant, verdict }: Judged): string {
  const { findings, outcome, problem } = verdict;
  const said = findings.map(({ code, file, line }) => ` ${file}:${line} ${code}`).join(',');
  const more = problem === undefined ? said : ` ${problem}`;
  return `${outcome}: #${mutant.number} ${mutant.kind}, ${mutant.project}/${mutant.file}: ${mutant.what}${more && `:${more}`}`;
}

function ratesOf(judged: readonly Judged[]): string[] {
  const all = tallies(judged);
  const { suggested = 1 } = all.find(({ kind }) => kind === 'key typo') ?? {};
  const total = all.at(-1);
  const { restored = 1, followOns = 0, outcomes } = total ?? {};
  const found: string[] = [];
  if (suggested < LEAST_SUGGESTED)
    found.push(`Of the key typos only ${percent(suggested)} get the word that was meant.`);
  if (restored < LEAST_RESTORED) found.push(`Of the fixes only ${percent(restored)} restore what was meant.`);
  const share = followOns / Math.max(1, (outcomes?.caught ?? 0) + (outcomes?.misplaced ?? 0));
  if (share > MOST_FOLLOW_ONS) found.push(`${percent(share)} of the caught mutants draw follow-on errors.`);
  return found;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** The accepted misses that are none any more. */
export async function mendedMisses(projects: readonly Project[]): Promise<string[]> {
  const mended: string[] = [];
  for (const miss of ACCEPTED_MISSES) {
    const verdict = await verdictOfExample(miss, projects);
    if (verdict.outcome !== miss.outcome)
      mended.push(`${verdict.outcome}, not ${miss.outcome} any more: ${miss.reason}`);
  }
  return mended;
}

async function verdictOfExample(miss: AcceptedMiss, projects: readonly Project[]): Promise<Verdict> {
  const project = projects.find(({ name }) => name === miss.example.project);
  if (!project) throw new Error(`There is no project ${miss.example.project}.`);
  return judgeOf(project)(mutantOfExample(miss, project));
}
