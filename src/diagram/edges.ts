import type { Program, StepId } from '../program/program.ts';
import { linksOf } from '../program/step-links.ts';
import type { DiagramEdge } from './diagram.ts';
import { edgeLabel } from './edge-labels.ts';
import { thresholdWords } from './value-words.ts';
import type { Door, Walk } from './walk.ts';

/** One arrow in the making: a way on, before those with the same target become one. */
type Way = Pick<DiagramEdge, 'to' | 'label' | 'kind'>;

/** Every arrow of the picture, those of a door before those of the steps behind it. */
export function edgesOf(program: Program, doors: readonly Door[], { behindDoor, ends }: Walk): DiagramEdge[] {
  const reached = doors.flatMap((door) => {
    const ids = behindDoor.get(door.id) ?? [];
    return [...doorEdges(door, program), ...ids.flatMap((id) => stepEdges(id, program, ends))];
  });
  const others = Object.keys(program.steps).filter((id) => !ends.has(id));
  return [
    ...reached,
    ...(program.exitWhen === undefined ? [] : [LEAVING]),
    ...others.toSorted().flatMap((id) => stepEdges(id, program, ends)),
  ];
}

const LEAVING: DiagramEdge = { from: 'exit-when', to: 'exit-when/exit', kind: 'way' };

function stepEdges(id: StepId, { steps }: Program, ends: Walk['ends']): DiagramEdge[] {
  const step = steps[id];
  if (!step) return [];
  const ways = linksOf(step).flatMap((link): Way[] => {
    const kind = step.kind === 'goTo' ? 'jump' : link.name === 'onFailure' ? 'failure' : 'way';
    const label = edgeLabel(step, link);
    const labelled = label === undefined ? {} : { label };
    if (link.to !== null) return [{ to: `step/${link.to}`, kind, ...labelled }];
    const targets = [...(ends.get(step.id) ?? [])];
    // A step that several doors lead to can end differently for each.
    return targets.map(([to, door]) =>
      targets.length > 1 ? { to, kind, label: `after ${door}` } : { to, kind, ...labelled },
    );
  });
  const edges = merged(`step/${step.id}`, ways);
  // Whatever happens, it goes on there: then there is nothing to tell apart.
  const [only] = edges;
  if (edges.length === 1 && only && ways.length > 1) delete only.label;
  return edges;
}

/** The arrows that leave a door: one, unless thresholds have steps of their own. */
function doorEdges({ id: from, kind, name, firsts, end }: Door, program: Program): DiagramEdge[] {
  const targets = [...new Set(firsts)];
  const set = kind === 'milestone' ? program.milestones.find((one) => one.name === name) : undefined;
  return targets.map((first) => {
    const values = set?.at.filter((one) => one.first === first).map(({ value }) => value) ?? [];
    const label = targets.length > 1 && set ? thresholdWords(program, set.field, values) : undefined;
    const to = first === null ? end : `step/${first}`;
    return { from, to, ...(label === undefined ? {} : { label }), kind: 'way' };
  });
}

function merged(from: string, ways: readonly Way[]): DiagramEdge[] {
  const edges = new Map<string, DiagramEdge>();
  for (const way of ways) {
    const known = edges.get(way.to);
    if (!known) edges.set(way.to, { from, ...way });
    else if (known.label !== undefined && way.label !== undefined) known.label += ` or ${way.label}`;
    else delete known.label;
  }
  return [...edges.values()];
}
