import type { Flow } from './flow.ts';
import { waits } from './loops.ts';
import type { Door, StepNode } from './step-tree.ts';

/** What a door surely does before its place first stands still. */
export interface Effects {
  steps: readonly StepNode[];
  /** The contact leaves the map. */
  exits: boolean;
}

/** The steps that every place runs through behind a door: none with an `if`, none in a path that only some take. */
export function effectsOf({ steps }: Door, flow: Flow): Effects {
  const run = new Set<StepNode>();
  const starts = steps.slice(0, 1);
  let exits = false;
  for (let node = starts.pop(); node; node = starts.pop()) {
    const { next } = flow.nodes.get(node) ?? {};
    const isConditional = typeof node.step !== 'string' && node.step.if !== undefined;
    if (isConditional) {
      if (next) starts.push(next);
      continue;
    }
    if (run.has(node) || waits(node)) continue;
    run.add(node);
    exits ||= node.kind === 'exit';
    starts.push(...surelyNext(node, next, flow));
  }
  return { steps: [...run], exits };
}

function surelyNext(node: StepNode, next: StepNode | undefined, flow: Flow): StepNode[] {
  if (node.kind === 'fork') return node.paths.flatMap(({ steps }) => steps.slice(0, 1));
  // Whether all of those who take one of several paths come behind them at once is more than is asked here.
  const isPlain = node.paths.every(({ steps }) => steps.length === 0);
  if (!isPlain) return [];
  const ways = flow.nodes.get(node)?.ways.filter(({ isBare }) => !isBare) ?? [];
  return node.goesOn && next ? [next] : ways.slice(0, 1).map(({ to }) => to);
}
