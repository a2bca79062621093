import type { Proposal } from './mutant.ts';
import type { Project } from './project.ts';
import type { Random } from './random.ts';

/** One way to change a project for the worse, or in a way that must not matter. */
export interface Mutator {
  kind: string;
  /** A change by chance; undefined when the dice fell on a place where there is none. */
  propose: (project: Project, random: Random) => Proposal | undefined;
}

/** A mutator that changes one of certain places; they are found once per project. */
export function mutator<Place>(
  kind: string,
  placesOf: (project: Project) => readonly Place[],
  change: (place: Place, random: Random, project: Project) => Proposal | undefined,
): Mutator {
  const known = new WeakMap<Project, readonly Place[]>();
  return {
    kind,
    propose(project, random) {
      const places = known.get(project) ?? placesOf(project);
      known.set(project, places);
      const place = random.pickAny(places);
      return place === undefined ? undefined : change(place, random, project);
    },
  };
}
