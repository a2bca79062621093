import type { Flow } from './flow.ts';
import type { StepNode } from './step-tree.ts';

/** The steps of a loop in which no place ever stands still, in order; undefined when there is none. */
export function loopWithoutWait(flow: Flow): StepNode[] | undefined {
  const done = new Set<StepNode>();
  const onWay: StepNode[] = [];
  // Depth first, with a stack of its own: a map may have thousands of steps in a row.
  for (const start of flow.nodes.keys()) {
    const stack: { node: StepNode; next: number }[] = [];
    const push = (node: StepNode): void => {
      stack.push({ node, next: 0 });
      onWay.push(node);
    };
    if (!done.has(start) && !waits(start)) push(start);
    for (let at = stack.at(-1); at; at = stack.at(-1)) {
      const to = flow.nodes.get(at.node)?.ways[at.next++]?.to;
      if (!to) {
        done.add(at.node);
        stack.pop();
        onWay.pop();
      } else if (onWay.includes(to)) return onWay.slice(onWay.indexOf(to));
      else if (!done.has(to) && !waits(to)) push(to);
    }
  }
  return undefined;
}

/** Whether a place always stands still here for a while. */
export function waits(node: StepNode): boolean {
  return node.waits && (typeof node.step === 'string' || node.step.if === undefined);
}
