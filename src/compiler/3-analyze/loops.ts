import type { Flow, FlowNode } from './flow.ts';
import type { StepNode } from './step-tree.ts';

/** Loops in which no place ever stands still, each as its steps in order: of loops that share steps only one. */
export function loopsWithoutWait(flow: Flow): StepNode[][] {
  return knotsOf(flow).flatMap((knot) => {
    const loop = shortestLoop(knot, flow);
    return loop ? [loop] : [];
  });
}

/** Whether a place always stands still here for a while. */
export function waits(node: StepNode): boolean {
  return node.waits && !isSkippable(node);
}

/** Steps that a place comes to without standing still when it goes round in a loop. */
export function nextAtOnce({ node, ways }: FlowNode): StepNode[] {
  const passed = !node.waits
    ? ways
    : ways.filter(({ path, isBare }) => (!path && node.waitsOnce) || (isBare && isSkippable(node)));
  return passed.map(({ to }) => to);
}

function isSkippable({ step }: StepNode): boolean {
  return typeof step !== 'string' && step.if !== undefined;
}

interface Visit {
  node: StepNode;
  next: StepNode[];
  /** Of the earliest visit that can be reached from here and that leads here. */
  low: number;
}

/**
 * Groups of steps that all lead to each other at once: strongly connected components (R. Tarjan, Depth-first search and
 * linear graph algorithms, 1972), with a stack of its own, for a map may have thousands of steps in a row.
 */
function knotsOf(flow: Flow): StepNode[][] {
  const order = new Map<StepNode, number>();
  const open: StepNode[] = [];
  const isOpen = new Set<StepNode>();
  const knots: StepNode[][] = [];
  const way: Visit[] = [];
  const visit = (node: StepNode): void => {
    const flowNode = flow.nodes.get(node);
    way.push({ node, next: flowNode ? nextAtOnce(flowNode) : [], low: order.size });
    order.set(node, order.size);
    open.push(node);
    isOpen.add(node);
  };
  for (const start of flow.nodes.keys()) {
    if (!order.has(start)) visit(start);
    for (let at = way.at(-1); at; at = way.at(-1)) {
      const to = at.next.pop();
      if (to && !order.has(to)) visit(to);
      else if (to) at.low = isOpen.has(to) ? Math.min(at.low, order.get(to) ?? 0) : at.low;
      else {
        way.pop();
        const before = way.at(-1);
        if (before) before.low = Math.min(before.low, at.low);
        if (at.low !== order.get(at.node)) continue;
        const knot = open.splice(open.lastIndexOf(at.node));
        for (const node of knot) isOpen.delete(node);
        knots.push(knot);
      }
    }
  }
  return knots;
}

/** The shortest way round from the first step of a group to itself; undefined when it has none. */
function shortestLoop(knot: readonly StepNode[], { nodes }: Flow): StepNode[] | undefined {
  const [start] = knot;
  if (!start) return undefined;
  const inside = new Set(knot);
  const cameFrom = new Map<StepNode, StepNode>();
  const queue = [start];
  for (const node of queue) {
    const flowNode = nodes.get(node);
    for (const to of flowNode ? nextAtOnce(flowNode) : []) {
      if (to === start) return backFrom(node, cameFrom);
      if (!inside.has(to) || cameFrom.has(to)) continue;
      cameFrom.set(to, node);
      queue.push(to);
    }
  }
  return undefined;
}

function backFrom(last: StepNode, cameFrom: ReadonlyMap<StepNode, StepNode>): StepNode[] {
  const loop = [last];
  for (let at = cameFrom.get(last); at; at = cameFrom.get(at)) loop.unshift(at);
  return loop;
}
