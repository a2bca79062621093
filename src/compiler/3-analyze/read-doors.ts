import type { MapDocument, Step } from '../../language/map.generated.ts';
import type { StepKind } from '../../program/step-types.ts';
import type { Door, Path, StepNode } from './step-tree.ts';
import type { PathMaker } from './steps/step-analysis.ts';
import { analysisOf, kindOf } from './steps/table.ts';

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

function nodesOf(list: Step[], prefix: string, door: string): StepNode[] {
  return list.map((step, index) => {
    const kind = kindOf(step);
    const given = idOf(step, kind, `${prefix}.${index + 1}`, door);
    const paths = pathsOf(step, kind, given.id, door);
    return { ...given, ...standingAt(step, kind), kind, step, source: { list, index }, paths };
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

/** How a place stands at a step; a bare word is an end of the path. */
function standingAt(step: Step, kind: StepKind): Pick<StepNode, 'goesOn' | 'waits' | 'needsId'> {
  if (typeof step === 'string') return { goesOn: false, waits: step === 'end' };
  const analysis = analysisOf(kind);
  const example = analysis.needsId?.(step);
  return {
    goesOn: analysis.goesOn?.(step) ?? true,
    waits: analysis.waits?.(step) ?? false,
    ...(example === undefined ? {} : { needsId: example }),
  };
}

/** What an outcome means that is left out: the contact leaves the map. */
function exitOf(id: string, name: string): StepNode {
  return {
    id: `${id}.${name}.1`,
    named: 'by-place',
    kind: 'exit',
    step: 'exit',
    paths: [],
    goesOn: false,
    waits: false,
  };
}
