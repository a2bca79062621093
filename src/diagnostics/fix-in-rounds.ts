import { applyFixes } from './apply-fixes.ts';
import type { Diagnostic } from './diagnostic.ts';

/** What a check answers that fixing needs. */
export interface Checked {
  diagnostics: readonly Diagnostic[];
  /** Texts of the files, by path. */
  sources: ReadonlyMap<string, string>;
}

/** What fixing came to. Nothing has been written. */
export interface Fixed<Check extends Checked> {
  /** The last check: of the edited texts. */
  checked: Check;
  /** What was mended; its places are those of the round that mended it. */
  fixed: Diagnostic[];
  /** New texts, by path. */
  edited: ReadonlyMap<string, string>;
  /** Files that were left alone, because their fixes would have uncovered more than they mend. */
  leftAlone: string[];
}

/** A fix can uncover what the next round fixes; beyond this two fixes only undo each other. */
const MOST_ROUNDS = 8;

/**
 * Makes the fixes of a check, checks again, and so on until nothing is left to fix. `check` is given the texts that
 * replace those on the disk. A round that would make a file worse is done again without that file.
 */
export async function fixInRounds<Check extends Checked>(
  check: (edited: ReadonlyMap<string, string>) => Promise<Check>,
): Promise<Fixed<Check>> {
  const leftAlone = new Set<string>();
  const fixed: Diagnostic[] = [];
  let edited: ReadonlyMap<string, string> = new Map();
  let checked = await check(edited);
  for (let round = 0; round < MOST_ROUNDS;) {
    const wanted = checked.diagnostics.filter((one) => !touches(one, leftAlone));
    const made = applyFixes(checked.sources, wanted);
    if (made.fixed.length === 0) break;
    const texts = new Map([...edited, ...made.texts]);
    const next = await check(texts);
    const worse = worsened(checked, next, made.fixed);
    for (const file of worse) leftAlone.add(file);
    if (worse.length > 0) continue;
    [edited, checked] = [texts, next];
    fixed.push(...made.fixed);
    round++;
  }
  return { checked, fixed, edited, leftAlone: [...leftAlone].sort() };
}

function touches(one: Diagnostic, files: ReadonlySet<string>): boolean {
  return one.fixes.some(({ file }) => files.has(file));
}

/** The files that must not be touched: which have more errors now, or in which what was fixed is still there. */
function worsened(before: Checked, after: Checked, fixed: readonly Diagnostic[]): string[] {
  const errors = new Map<string, number>();
  const count = ({ diagnostics }: Checked, step: 1 | -1): void => {
    for (const { file, severity } of diagnostics)
      if (severity === 'error') errors.set(file, (errors.get(file) ?? 0) + step);
  };
  count(after, 1);
  count(before, -1);
  const withMore = [...errors].filter(([, more]) => more > 0).map(([file]) => file);
  const still = new Set(after.diagnostics.map(identity));
  const vain = fixed.filter((one) => still.has(identity(one)));
  const touched = (some: readonly Diagnostic[]): string[] =>
    some.flatMap(({ fixes }) => fixes.map(({ file }) => file));
  const blamed = withMore.filter((file) => fixed.some((one) => touches(one, new Set([file]))));
  // A file can get worse by what was changed in another; then nobody knows by which.
  const all = withMore.length > 0 && blamed.length === 0 ? touched(fixed) : blamed;
  return [...new Set([...all, ...touched(vain)])];
}

function identity({ file, code, message, start }: Diagnostic): string {
  return JSON.stringify([file, code, message, start]);
}
