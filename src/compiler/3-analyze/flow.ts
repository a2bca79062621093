import { allSteps, type Door, type Path, type StepNode } from './step-tree.ts';

/** A way from a step to another; `path` is the list inside the step that is entered, if it is one. */
export interface Way {
  to: StepNode;
  path?: Path;
  /** The step was skipped, or passed without what it waits or asks for: it brings nothing along this way. */
  isBare?: true;
}

/** A step among the others of its map. */
export interface FlowNode {
  node: StepNode;
  door: Door;
  ways: Way[];
  /** Where places go that go on from here, as far as this step lets them. */
  next: StepNode | undefined;
  /** The lists that a place runs out of when it goes on from here and nothing follows, innermost first. */
  runsOutOf: readonly Path[];
  /** The paths of forks around the step, outermost first. */
  forks: readonly ForkPath[];
}

/** A path of a fork. */
export interface ForkPath {
  fork: StepNode;
  path: Path;
}

/** How places move on a map. Where an id stands twice, the first step that has it counts. */
export interface Flow {
  nodes: ReadonlyMap<StepNode, FlowNode>;
  byId: ReadonlyMap<string, FlowNode>;
  /** Steps that another one leads to. */
  above: ReadonlySet<StepNode>;
  /** A `goTo` leads nowhere, or over the border of a fork's path, so that ways are missing: what is not reached may be meant to be. */
  isTorn: boolean;
}

/** Links all steps of a map to those that can follow. */
export function flowOf(doors: readonly Door[]): Flow {
  const nodes = new Map<StepNode, FlowNode>();
  for (const door of doors) walk({ steps: door.steps, next: undefined, outOf: [], forks: [] }, door, nodes);
  const byId = new Map<string, FlowNode>();
  const twins = new Map<string, FlowNode[]>();
  for (const flow of nodes.values()) {
    if (!byId.has(flow.node.id)) byId.set(flow.node.id, flow);
    twins.set(flow.node.id, [...(twins.get(flow.node.id) ?? []), flow]);
  }
  let isTorn = false;
  for (const flow of nodes.values()) {
    const jump = jumpOf(flow.node);
    if (jump === undefined) continue;
    const targets = twins.get(jump) ?? [];
    const within = targets.filter(({ forks }) => isSamePath(forks, flow.forks));
    isTorn ||= within.length === 0;
    for (const { node } of within) flow.ways.push({ to: node });
  }
  const above = new Set(
    [...nodes.values()].flatMap(({ node, ways }) => ways.flatMap(({ to }) => (to === node ? [] : to))),
  );
  return { nodes, byId, above, isTorn };
}

function isSamePath(a: readonly ForkPath[], b: readonly ForkPath[]): boolean {
  return a.length === b.length && a.every(({ path }, index) => path === b[index]?.path);
}

/** A list of steps, and where places go that come to its end. */
interface List {
  steps: readonly StepNode[];
  next: StepNode | undefined;
  outOf: readonly Path[];
  forks: readonly ForkPath[];
}

function walk({ steps, next: after, outOf, forks }: List, door: Door, nodes: Map<StepNode, FlowNode>): void {
  steps.forEach((node, index) => {
    const sibling = steps[index + 1];
    const next = sibling ?? after;
    const runsOutOf = sibling || !endsHere(node) ? [] : outOf;
    nodes.set(node, { node, door, forks, ways: waysOf(node, next), next, runsOutOf });
    for (const path of node.paths) {
      const inside: List = {
        steps: path.steps,
        next: path.rejoins ? next : undefined,
        outOf: path.rejoins && !sibling ? [path, ...outOf] : [path],
        forks: node.kind === 'fork' ? [...forks, { fork: node, path }] : forks,
      };
      walk(inside, door, nodes);
    }
  });
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
  if (next && node.goesOn) ways.push({ to: next });
  if (next && canPassBy(node)) ways.push({ to: next, isBare: true });
  return ways;
}

/** Whether a place comes to the end of the list when this is its last step. */
function endsHere(node: StepNode): boolean {
  return (
    node.goesOn || canPassBy(node) || node.paths.some(({ rejoins, steps }) => rejoins && steps.length === 0)
  );
}

/** Whether a place can go on as if the step were not there. */
function canPassBy({ step, passesBy }: StepNode): boolean {
  return passesBy || (typeof step !== 'string' && step.if !== undefined);
}

/** Whether a place that enters a path can come to its end. */
export function runsOut(path: Path, { nodes }: Flow): boolean {
  const [first] = path.steps;
  if (!first) return true;
  const inside = new Set(allSteps(path.steps));
  const seen = new Set([first]);
  // A set takes in what is added while it is walked.
  for (const node of seen) {
    const flow = nodes.get(node);
    if (flow?.runsOutOf.includes(path)) return true;
    for (const { to } of flow?.ways ?? []) if (inside.has(to)) seen.add(to);
  }
  return false;
}

/** All steps that can be reached from some, those themselves among them. */
export function reachedFrom(starts: Iterable<StepNode>, { nodes }: Flow): Set<StepNode> {
  const seen = new Set(starts);
  for (const node of seen) for (const { to } of nodes.get(node)?.ways ?? []) seen.add(to);
  return seen;
}
