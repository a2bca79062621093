import { compileFiles } from '../fixture-cases.ts';
import type { Compilation } from '../../../src/compiler/compilation.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { renderHuman } from '../../../src/diagnostics/render-human.ts';
import { fixedFiles } from './fixes.ts';
import { editedBytes, linesAfter, type Mutant } from './mutant.ts';
import type { Project } from './project.ts';

/**
 * `caught`: with a diagnostic where the mistake is. `harmless`: it means the same. `changed`: a legal other program.
 * `missed`: surely wrong, and not a word. `misplaced`: only diagnostics elsewhere. `false alarm`: it should not have
 * mattered and does. `crash`: the compiler threw, or said something that was not meant for people.
 */
export type Outcome = 'caught' | 'harmless' | 'changed' | 'missed' | 'misplaced' | 'false alarm' | 'crash';

/** What the compiler said of a mutant; `here` says that it was about the mutated node. */
export type Finding = Pick<Diagnostic, 'code' | 'message' | 'hint' | 'file'> & {
  line: number;
  here: boolean;
};

/** How a mutant fared. */
export interface Verdict {
  outcome: Outcome;
  findings: Finding[];
  /** Diagnostics beyond one for each mistake. */
  followOns: number;
  /** Whether the word that was meant is offered; undefined where none was. */
  suggested?: boolean;
  /** What the offered fixes make of it; undefined without any. */
  fixed?: undefined | 'restored' | 'same meaning' | 'another meaning' | 'still wrong';
  ms: number;
  /** Of a crash. */
  problem?: string;
}

/** Judges the mutants of one project. */
export function judgeOf(project: Project): (mutant: Mutant) => Promise<Verdict> {
  const texts = Object.fromEntries(project.files.map(({ path, text }) => [path, text]));
  const original = compileFiles(texts).then((compilation) => {
    const [first] = compilation.diagnostics;
    if (first)
      throw new Error(`The project ${project.name} is to be without problems: ${renderAll(compilation)}`);
    return meaningOf(compilation);
  });
  return async (mutant) => judge(mutant, texts, await original);
}

async function judge(
  mutant: Mutant,
  texts: Readonly<Record<string, string>>,
  original: string,
): Promise<Verdict> {
  const files = filesOf(mutant, texts);
  const started = performance.now();
  let compilation: Compilation;
  let problem: string | undefined;
  try {
    compilation = await compileFiles(files);
    problem = improper(compilation);
  } catch (error) {
    compilation = { diagnostics: [], notYet: [], maps: 0, sources: new Map() };
    problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const ms = performance.now() - started;
  const findings = findingsOf(compilation.diagnostics, mutant, texts);
  if (problem !== undefined) return { outcome: 'crash', findings, followOns: 0, ms, problem };
  const outcome = outcomeOf(mutant, findings, meaningOf(compilation) === original);
  const verdict: Verdict = { outcome, findings, followOns: followOnsOf(mutant, findings), ms };
  if (outcome !== 'caught' && outcome !== 'misplaced') return verdict;
  if (mutant.meant !== undefined) verdict.suggested = isSuggested(mutant.meant, findings);
  const fixed = fixedFiles(compilation, files);
  if (fixed) verdict.fixed = await valueOfFixes(fixed, texts, original);
  return verdict;
}

function filesOf(
  mutant: Mutant,
  texts: Readonly<Record<string, string>>,
): Record<string, Uint8Array | string> {
  const { [mutant.file]: text = '', ...others } = texts;
  if (mutant.moved === null) return others;
  return { ...others, [mutant.moved ?? mutant.file]: editedBytes(text, mutant.edits) };
}

function outcomeOf({ expects }: Mutant, findings: readonly Finding[], isSame: boolean): Outcome {
  if (expects === 'nothing') return findings.length === 0 && isSame ? 'harmless' : 'false alarm';
  if (findings.length > 0) return isInPlace(expects, findings) ? 'caught' : 'misplaced';
  if (isSame) return 'harmless';
  return expects === 'error' ? 'missed' : 'changed';
}

/** Where two places contradict each other and the change may be what was meant, either may be named. */
function isInPlace(expects: Mutant['expects'], findings: readonly Finding[]): boolean {
  return findings.some(({ here }) => here) || (expects === 'any' && findings.every(isAboutMeaning));
}

/** Not about what can be seen at one place alone: YAML, shape, the syntax of expressions and templates. */
function isAboutMeaning({ code }: Finding): boolean {
  return !/^MW([12]|401|411)/.test(code);
}

function findingsOf(
  diagnostics: readonly Diagnostic[],
  mutant: Mutant,
  texts: Readonly<Record<string, string>>,
): Finding[] {
  const file = `maps/${mutant.moved ?? mutant.file}`;
  const [first, last] = linesAfter(texts[mutant.file] ?? '', mutant.edits, mutant.node);
  return diagnostics.map((one) => {
    const places = [one, ...one.related];
    const inNode = places.some(
      (place) => place.file === file && place.start.line >= first && place.start.line <= last,
    );
    const ofLost = mutant.lost.some((name) => mentions(`${one.message} ${one.hint}`, name));
    const { code, message, hint, start } = one;
    return { code, message, hint, file: one.file, line: start.line, here: inNode || ofLost };
  });
}

/** Uses of one lost name are told one by one, and are one problem; so is one sentence said of several places. */
function followOnsOf({ mistakes = 1, lost }: Mutant, findings: readonly Finding[]): number {
  const problems = new Set(
    findings.map(({ code, message }) => lost.find((name) => mentions(message, name)) ?? `${code} ${message}`),
  );
  return Math.max(0, problems.size - mistakes);
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w-])${name.replaceAll(/\W/g, '\\$&')}(?![\\w-])`).test(text);
}

function isSuggested(word: string, findings: readonly Finding[]): boolean {
  return findings.some(({ hint }) =>
    new RegExp(`Did you mean \`[^\`]*(?<!\\w)${word}(?!\\w)[^\`]*\``).test(hint),
  );
}

async function valueOfFixes(
  fixed: Readonly<Record<string, string>>,
  texts: Readonly<Record<string, string>>,
  original: string,
): Promise<Verdict['fixed']> {
  if (Object.entries(fixed).every(([path, text]) => texts[path] === text)) return 'restored';
  const compilation = await compileFiles(fixed);
  if (compilation.diagnostics.length > 0) return 'still wrong';
  return meaningOf(compilation) === original ? 'same meaning' : 'another meaning';
}

/** The compiled output but for where it stands, with keys in one order; empty when there is none. */
function meaningOf({ output }: Compilation): string {
  if (!output) return '';
  return JSON.stringify({ ...output, places: undefined }, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** What no report may hold: a stack trace, a text with gaps, a place outside its file. */
function improper(compilation: Compilation): string | undefined {
  const { diagnostics, sources } = compilation;
  for (const { file, start, end, message, hint } of diagnostics) {
    const lines = (sources.get(file) ?? '').split('\n');
    const isInside = start.line <= lines.length && start.column <= (lines[start.line - 1] ?? '').length + 1;
    const isOrdered = end.line > start.line || (end.line === start.line && end.column >= start.column);
    if (!isInside || !isOrdered) return `no place: ${file}:${start.line}:${start.column}: ${message}`;
    if (
      /\{(suggestion|known|name|what)\}|undefined|\[object/.test(
        `${message}${hint}`.replaceAll(/\{\{.*?\}\}/g, ''),
      )
    )
      return `a text with gaps: ${message} ${hint}`;
  }
  const report = renderAll(compilation);
  return /^\s+at .*:\d+:\d+\)?$/m.test(report) ? `a stack trace: ${report}` : undefined;
}

function renderAll({ diagnostics, sources, maps }: Compilation): string {
  return renderHuman(diagnostics, { sources, maps, color: false });
}
