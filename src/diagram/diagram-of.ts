import type { Program, StepId } from '../program/program.ts';
import type { Diagram, DiagramEdge, DiagramNode, DiagramOptions } from './diagram.ts';
import { exitWhenNode, milestoneNode, triggerNode } from './door-cards.ts';
import { edgesOf } from './edges.ts';
import { stepCard } from './step-cards.ts';
import { doorsOf, walk, type Door } from './walk.ts';

/**
 * The picture of a compiled map, without layout. It does not depend on the order of the keys in `program.steps`,
 * so a program gives the same picture fresh from the compiler and out of a release.
 */
export function diagramOf(program: Program, options: DiagramOptions = {}): Diagram {
  const doors = doorsOf(program);
  const paths = walk(program, doors);
  const edges = edgesOf(program, doors, paths);
  const groups = doors.map((door) => {
    const nodes = [doorNode(door, program), ...stepNodes(paths.behindDoor.get(door.id) ?? [], program)];
    return { id: door.id, title: door.name, nodes };
  });
  addEnds(groups, edges, program);
  if (program.exitWhen !== undefined)
    groups.push({ id: 'exit-when', title: 'At any time', nodes: [exitWhenNode(program.exitWhen), LEAVES] });
  // Steps that no door leads to are in the map, so they are in the picture.
  const unreached = Object.keys(program.steps).filter((id) => !paths.ends.has(id));
  const nodes = [...groups.flatMap((group) => group.nodes), ...stepNodes(unreached.toSorted(), program)];
  return {
    map: program.map,
    title: program.title,
    subtitle: subtitleOf(program),
    nodes: nodes.map((node) => marked(node, options)),
    edges: edges.map((edge) => markedWay(edge, options)),
    groups: groups.map((group) => ({ ...group, nodes: group.nodes.map(({ id }) => id) })),
  };
}

const LEAVES: DiagramNode = {
  id: 'exit-when/exit',
  kind: 'exit',
  word: 'Exit',
  title: 'Leaves the map',
  lines: [],
};

function doorNode({ kind, name }: Door, program: Program): DiagramNode {
  const trigger = program.triggers.find((one) => one.name === name);
  const set = program.milestones.find((one) => one.name === name);
  if (kind === 'trigger' && trigger) return triggerNode(trigger, program);
  if (kind === 'milestone' && set) return milestoneNode(set, program);
  throw new Error(`The map ${program.map} lost its ${kind} ${name} while it was drawn.`);
}

function stepNodes(ids: readonly StepId[], program: Program): DiagramNode[] {
  return ids
    .flatMap((id) => program.steps[id] ?? [])
    .map((step) => ({
      id: `step/${step.id}`,
      kind: step.kind,
      step: step.id,
      ...stepCard(step, program),
    }));
}

/** Adds the ends of paths that run out, each beside the first step that leads there. */
function addEnds(groups: { nodes: DiagramNode[] }[], edges: readonly DiagramEdge[], program: Program): void {
  const placed = new Set<string>();
  for (const { nodes } of groups) {
    const members = new Set(nodes.map(({ id }) => id));
    const leaving = edges.filter(({ from }) => members.has(from));
    for (const { to } of leaving) {
      if (placed.has(to) || !/^(stay|done)\//.test(to)) continue;
      placed.add(to);
      nodes.push(endNode(to, program));
    }
  }
}

function endNode(id: string, { triggers }: Program): DiagramNode {
  const [, parked] = /^stay\/(.*)$/.exec(id) ?? [];
  if (parked === undefined) return { id, kind: 'done', word: 'End', title: 'Done', lines: [] };
  const isAdded = triggers.some(({ name, ifOnMap }) => name === parked && ifOnMap === 'add-again');
  const step = `${parked}.end`;
  return {
    id,
    kind: 'stay',
    step,
    word: 'End',
    name: step,
    title: 'Stays on the map',
    lines: isAdded ? ['or done, if on the map before'] : [],
  };
}

function marked(node: DiagramNode, { counts = {}, uncovered, uncoveredDoors }: DiagramOptions): DiagramNode {
  const { step } = node;
  if (step === undefined) return uncoveredDoors?.has(node.id) ? { ...node, uncovered: true } : node;
  const people = Object.hasOwn(counts, step) ? (counts[step] ?? 0) : 0;
  return {
    ...node,
    ...(people > 0 ? { people } : {}),
    ...(uncovered?.has(step) ? { uncovered: true } : {}),
  };
}

/** An arrow has no room for a mark of its own, so its words say it. */
function markedWay(edge: DiagramEdge, { uncoveredWays = [] }: DiagramOptions): DiagramEdge {
  const isMissed = uncoveredWays.some(
    ({ from, to }) =>
      edge.from === `step/${from}` &&
      (to === null ? /^(stay|done)\//.test(edge.to) : edge.to === `step/${to}`),
  );
  if (!isMissed) return edge;
  const label = edge.label === undefined ? 'not tested' : `${edge.label} · not tested`;
  return { ...edge, label, uncovered: true };
}

function subtitleOf({ kind, map, program }: Program): string {
  const what = kind === 'notices' ? `Notices ${map}` : `Map ${map}`;
  return program === undefined ? what : `${what} · partner program ${program}`;
}
