import type { Mutant } from './mutant.ts';
import type { Mutator } from './mutator.ts';
import { MUTATORS } from './mutators.ts';
import type { Project } from './project.ts';
import { lostNames } from './lost-names.ts';
import { Random } from './random.ts';

/** Throws of the dice for one mutant before its kind counts as used up in this project. */
const TRIES = 20;

/**
 * So many different mutants, the same ones for the same seed: each kind in its turn, of a project by chance.
 * Fewer when there are no more.
 */
export function mutants(
  projects: readonly Project[],
  count: number,
  seed: number,
  kinds?: readonly string[],
): Mutant[] {
  const random = new Random(seed);
  const seen = new Set<string>();
  const found: Mutant[] = [];
  let left: readonly Mutator[] = MUTATORS.filter(({ kind }) => kinds?.includes(kind) ?? true);
  while (found.length < count && left.length > 0) {
    const usedUp = new Set<Mutator>();
    for (const mutator of left) {
      if (found.length === count) break;
      const next = another(mutator, projects, seen, random);
      if (next) found.push({ ...next, number: found.length });
      else usedUp.add(mutator);
    }
    left = left.filter((mutator) => !usedUp.has(mutator));
  }
  return found;
}

function another(
  { kind, propose }: Mutator,
  projects: readonly Project[],
  seen: Set<string>,
  random: Random,
): Omit<Mutant, 'number'> | undefined {
  for (let tries = 0; tries < TRIES * projects.length; tries += 1) {
    const project = random.pick(projects);
    const proposal = propose(project, random);
    if (!proposal) continue;
    const key = JSON.stringify([project.name, proposal.file, proposal.edits, proposal.moved]);
    if (seen.has(key)) continue;
    seen.add(key);
    return { ...proposal, kind, project: project.name, lost: lostNames(project, proposal) };
  }
  return undefined;
}
