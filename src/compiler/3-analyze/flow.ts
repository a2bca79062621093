import type { Door, Path, StepNode } from './step-tree.ts';

/** A way from a step to another; `path` is the list inside the step that is entered, if it is one. */
export interface Way {
  to: StepNode;
  path?: Path;
}

/** A step among the others of its map. */
export interface FlowNode {
  node: StepNode;
  door: Door;
  ways: Way[];
  /** The paths of forks around the step, outermost first. */
  forks: { fork: StepNode; path: Path }[];
}

/** How places move on a map. Where an id stands twice, the first step that has it counts. */
export interface Flow {
  nodes: ReadonlyMap<StepNode, FlowNode>;
  byId: ReadonlyMap<string, FlowNode>;
}

/** Links all steps of a map to those that can follow. */
export function flowOf(doors: readonly Door[]): Flow {
  const nodes = new Map<StepNode, FlowNode>();
  const byId = new Map<string, FlowNode>();
  for (const door of doors) walk(door.steps, undefined, { door, forks: [] });
  for (const flow of nodes.values()) if (!byId.has(flow.node.id)) byId.set(flow.node.id, flow);
  for (const flow of nodes.values()) {
    const target = byId.get(jumpOf(flow.node) ?? '');
    if (target) flow.ways.push({ to: target.node });
  }
  return { nodes, byId };

  function walk(
    list: readonly StepNode[],
    after: StepNode | undefined,
    { door, forks }: Pick<FlowNode, 'door' | 'forks'>,
  ): void {
    list.forEach((node, index) => {
      const next = list[index + 1] ?? after;
      nodes.set(node, { node, door, forks, ways: waysOf(node, next) });
      for (const path of node.paths) {
        const around = node.kind === 'fork' ? [...forks, { fork: node, path }] : forks;
        walk(path.steps, path.rejoins ? next : undefined, { door, forks: around });
      }
    });
  }
}

/** The id that a `goTo` names. */
export function jumpOf({ step }: StepNode): string | undefined {
  return typeof step !== 'string' && 'goTo' in step ? step.goTo : undefined;
}

function waysOf(node: StepNode, next: StepNode | undefined): Way[] {
  const ways: Way[] = [];
  for (const path of node.paths) {
    const to = path.steps[0] ?? (path.rejoins ? next : undefined);
    if (to) ways.push({ to, path });
  }
  if (next && (isSkippable(node) || node.goesOn)) ways.push({ to: next });
  return ways;
}

function isSkippable({ step }: StepNode): boolean {
  return typeof step !== 'string' && step.if !== undefined;
}

/** Whether a place that enters a list of steps can come to its end. */
export function runsOut(steps: readonly StepNode[]): boolean {
  let index = 0;
  while (index < steps.length) {
    const node = steps[index];
    if (!node) break;
    if (passes(node)) index += 1;
    else {
      const jump = steps.findIndex(({ id }) => id === jumpOf(node));
      if (jump <= index) return false;
      index = jump;
    }
  }
  return true;
}

/** Whether what stands behind a step in its list can be reached through it. */
export function passes(node: StepNode): boolean {
  if (isSkippable(node) || node.goesOn) return true;
  const rejoining = node.paths.filter(({ rejoins }) => rejoins);
  const waitsForAll = typeof node.step !== 'string' && 'fork' in node.step && node.step.fork.join !== 'any';
  if (waitsForAll) return rejoining.length > 0 && rejoining.every(({ steps }) => runsOut(steps));
  return rejoining.some(({ steps }) => runsOut(steps));
}
