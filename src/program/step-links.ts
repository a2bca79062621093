import type { Cel, StepId } from './program.ts';
import type { Step } from './step-types.ts';

/** One way on from a step. */
export interface StepLink {
  /** What leads here: `next`, or the name of a path such as `rejected`, `then` or a split's name. */
  name: string;
  /** Null: the path runs out. */
  to: StepId | null;
  /** The condition of a branch's case. */
  when?: Cel;
  /** Percent of contacts. */
  weight?: number;
}

/** Every way on from a step, in file order: what a picture draws, and what reachability is judged by. */
export function linksOf(step: Step): StepLink[] {
  const next: StepLink = { name: 'next', to: step.next };
  const skipped = step.if === undefined ? [] : [next];
  return distinct([...ownLinks(step, next), ...failureLinks(step), ...skipped]);
}

function ownLinks(step: Step, next: StepLink): StepLink[] {
  // An empty path goes on behind the step that holds it.
  const path = (name: string, first: StepId | null) => ({ name, to: first ?? step.next });
  switch (step.kind) {
    case 'exit':
    case 'end':
      return [];
    case 'approve':
      return [
        next,
        { name: 'rejected', to: step.rejected },
        ...(step.giveUpAfter ? [{ name: 'expired', to: step.expired }] : []),
      ];
    case 'task': {
      const expires = step.giveUpAfter && !step.outcomes.some(({ name }) => name === 'expired');
      return [...step.outcomes.map(({ name, first }) => path(name, first)), ...(expires ? [next] : [])];
    }
    case 'waitFor':
      return [next, ...(step.atMost ? [path('otherwise', step.otherwise)] : [])];
    case 'branch': {
      const cases = step.cases.map(({ when, first }, index) => ({
        ...path(caseName(step.cases.length, index, when), first),
        ...(when === undefined ? {} : { when }),
      }));
      return step.cases.some(({ when }) => when === undefined) ? cases : [...cases, next];
    }
    case 'split':
      return step.paths.map(({ name, weight, first }) => ({ ...path(name, first), weight }));
    case 'fork':
      return step.paths.map(({ name, first }) => path(name, first));
    case 'webhook':
      return [path('success', step.success), path('failure', step.failure)];
    default:
      return [next];
  }
}

function caseName(count: number, index: number, when: Cel | undefined): string {
  if (when === undefined) return 'else';
  return count <= 2 ? 'then' : `then${index + 1}`;
}

function failureLinks({ onFailure, next }: Step): StepLink[] {
  if (typeof onFailure?.giveUp !== 'object') return [];
  return [{ name: 'onFailure', to: onFailure.giveUp.first ?? next }];
}

function distinct(links: StepLink[]): StepLink[] {
  return links.filter(({ name }, index) => links.findIndex((other) => other.name === name) === index);
}
