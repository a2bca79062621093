import type { MapDocument, MilestoneBlock, Step, Trigger } from '../../language/map.generated.ts';
import type { StepKind } from '../../program/step-types.ts';
import { analysisOf, kindOf } from './steps/table.ts';
import type { PathMaker } from './steps/step-analysis.ts';

/** A step with its id, and the paths inside it. */
export interface StepNode {
  id: string;
  /** Where the id comes from: the author, what the step names (an email), or the step's place. */
  named: 'by-author' | 'by-content' | 'by-place';
  kind: StepKind;
  step: Step;
  /** The list that holds the step; absent for an `exit` that is there by default. */
  source?: { list: Step[]; index: number };
  paths: Path[];
}

/** A list of steps inside a step, such as `then` or `rejected`. */
export interface Path {
  name: string;
  /** Whether places that run out of it go on behind the step that holds it. */
  rejoins: boolean;
  /** The condition of a branch's path. */
  when?: string;
  /** The mapping (or list) and key under which the path stands; absent for one that is there by default. */
  owner?: { container: object; key: string | number };
  steps: StepNode[];
}

/** A way onto the map: a trigger, or a milestone's threshold with steps of its own. */
export interface Door {
  kind: 'trigger' | 'milestone';
  name: string;
  trigger?: Trigger;
  milestone?: MilestoneBlock;
  /** Index in `at` when the steps are those of one threshold alone. */
  threshold?: number;
  steps: StepNode[];
}

/** All doors of a map in file order, with ids for every step. */
export function doorsOf(map: MapDocument): Door[] {
  const doors: Door[] = Object.entries(map.triggers).map(([name, trigger]) => ({
    kind: 'trigger',
    name,
    trigger,
    steps: nodesOf(trigger.steps ?? [], `${name}.steps`, name),
  }));
  for (const [name, milestone] of Object.entries(map.milestones ?? {})) {
    const parent = `milestones.${name}`;
    const base = { kind: 'milestone', name, milestone } as const;
    doors.push({ ...base, steps: nodesOf(milestone.steps ?? [], `${parent}.steps`, parent) });
    milestone.at.forEach((one, threshold) => {
      if (typeof one === 'number') return;
      doors.push({ ...base, threshold, steps: nodesOf(one.steps, `${parent}.at${threshold + 1}`, parent) });
    });
  }
  return doors;
}

/** Every step below some, each before those inside it. */
export function* allSteps(steps: readonly StepNode[]): Generator<StepNode> {
  for (const node of steps) {
    yield node;
    for (const path of node.paths) yield* allSteps(path.steps);
  }
}

function nodesOf(list: Step[], prefix: string, door: string): StepNode[] {
  return list.map((step, index) => {
    const kind = kindOf(step);
    const given = idOf(step, kind, `${prefix}.${index + 1}`, door);
    return { ...given, kind, step, source: { list, index }, paths: pathsOf(step, kind, given.id, door) };
  });
}

function idOf(step: Step, kind: StepKind, place: string, door: string): Pick<StepNode, 'id' | 'named'> {
  if (typeof step !== 'string' && step.id !== undefined) return { id: step.id, named: 'by-author' };
  if (kind === 'end') return { id: `${door}.end`, named: 'by-place' };
  const name = typeof step === 'string' ? undefined : analysisOf(kind).name?.(step);
  return name === undefined ? { id: place, named: 'by-place' } : { id: name, named: 'by-content' };
}

function pathsOf(step: Step, kind: StepKind, id: string, door: string): Path[] {
  if (typeof step === 'string') return [];
  const path: PathMaker = (container, key, rest) => {
    const steps = (container as Record<string | number, Step[] | undefined>)[key];
    if (steps === undefined) return { ...rest, steps: [exitOf(id, rest.name)] };
    return { ...rest, owner: { container, key }, steps: nodesOf(steps, `${id}.${rest.name}`, door) };
  };
  const paths = analysisOf(kind).paths?.(step, path) ?? [];
  const { onFailure } = step;
  if (!Array.isArray(onFailure?.then)) return paths;
  return [...paths, path(onFailure, 'then', { name: 'onFailure', rejoins: true })];
}

/** What an outcome means that is left out: the contact leaves the map. */
function exitOf(id: string, name: string): StepNode {
  return { id: `${id}.${name}.1`, named: 'by-place', kind: 'exit', step: 'exit', paths: [] };
}
