import type { Flow } from '../flow.ts';
import { nextAtOnce, waits } from '../loops.ts';
import type { StepNode } from '../step-tree.ts';

/** How far a place surely goes before something has to answer it, or before it stands still. */
export type Stretch =
  /** It asks for something to be done, and goes on behind the step when that is done. */
  | { until: 'asks' | 'exits'; step: StepNode }
  | { until: 'runs-out' | 'stands' }
  /** It waits at a fork, and places of their own walk its paths. */
  | { until: 'forks'; paths: readonly StepNode[] };

/** Steps that ask an activity: others of the contact may come first, however short it is. */
const ASKING: ReadonlySet<string> = new Set([
  'call',
  'email',
  'grantLogin',
  'map',
  'notify',
  'revokeLogin',
  'set',
  'tag',
  'untag',
  'webhook',
] satisfies StepNode['kind'][]);

/** Goes on at a step. One with an `if` is passed by: what it may do is looked at elsewhere. */
export function stretchFrom(start: StepNode | undefined, flow: Flow): Stretch {
  const seen = new Set<StepNode>();
  let node = start;
  while (node) {
    // A loop without a wait has a diagnostic of its own.
    if (seen.has(node) || waits(node)) return { until: 'stands' };
    seen.add(node);
    if (isConditional(node)) node = within(node, flow.nodes.get(node)?.next, flow);
    else if (node.kind === 'exit') return { until: 'exits', step: node };
    else if (ASKING.has(node.kind)) return { until: 'asks', step: node };
    else if (node.kind === 'fork')
      return { until: 'forks', paths: node.paths.flatMap(({ steps }) => steps.slice(0, 1)) };
    else if (hasPaths(node)) return { until: 'stands' };
    else node = behind(node, flow);
  }
  return { until: 'runs-out' };
}

/** Goes on behind a step that has been answered; where paths of its own tell the answers apart, no further. */
export function stretchBehind(node: StepNode, flow: Flow): Stretch {
  return hasPaths(node) ? { until: 'stands' } : stretchFrom(behind(node, flow), flow);
}

/** What every place does that comes to a step, and by its exit, before it first stands still. */
export function sureSteps(start: StepNode | undefined, flow: Flow): Set<StepNode> {
  const sure = new Set<StepNode>();
  const open = [stretchFrom(start, flow)];
  for (const stretch of open) {
    if (stretch.until === 'forks') open.push(...stretch.paths.map((path) => stretchFrom(path, flow)));
    if (!('step' in stretch) || sure.has(stretch.step)) continue;
    sure.add(stretch.step);
    if (stretch.until === 'asks') open.push(stretchBehind(stretch.step, flow));
  }
  return sure;
}

/** The steps that some place may come to from one on without a wait in between. */
export function possibleSteps(start: StepNode | undefined, flow: Flow): Set<StepNode> {
  const possible = new Set(start ? [start] : []);
  // A set takes in what is added while it is walked.
  for (const node of possible) {
    const at = flow.nodes.get(node);
    for (const next of at ? nextAtOnce(at) : []) possible.add(next);
  }
  return possible;
}

function behind(node: StepNode, flow: Flow): StepNode | undefined {
  const { next, ways = [] } = flow.nodes.get(node) ?? {};
  return within(node, node.goesOn ? next : ways.find(({ isBare }) => !isBare)?.to, flow);
}

/** A place that walks a fork's path ends with it: whether the one at the fork goes on is not for this one to say. */
function within(node: StepNode, next: StepNode | undefined, flow: Flow): StepNode | undefined {
  const { forks = [], runsOutOf = [] } = flow.nodes.get(node) ?? {};
  return forks.some(({ path }) => runsOutOf.includes(path)) ? undefined : next;
}

function hasPaths({ paths }: StepNode): boolean {
  return paths.some(({ steps }) => steps.length > 0);
}

function isConditional({ step }: StepNode): boolean {
  return typeof step !== 'string' && step.if !== undefined;
}
