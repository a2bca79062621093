import { eventShapeOf, mergesOf } from './event-shape.ts';
import type { Flow } from './flow.ts';
import { goalIsReachable, isGoal } from './goals.ts';
import type { Known } from './known.ts';
import type { MapContext } from './map-context.ts';
import type { Door, StepNode } from './step-tree.ts';
import { analysisOf } from './steps/table.ts';
import { ifOnMapOf, scopeOf } from './trigger-defaults.ts';

/** For each step what is known there, by what brought the place; a step that nobody reaches has what its door has. */
export type Facts = ReadonlyMap<StepNode, readonly Known[]>;

type KnownByEvent = Map<string, Known>;

/** Follows everything that is known from the doors through all steps, until nothing changes any more. */
export function factsOf(
  doors: readonly Door[],
  flow: Flow,
  context: MapContext,
): { facts: Facts; reached: ReadonlySet<StepNode> } {
  const found = new Map<StepNode, KnownByEvent>();
  const queue: StepNode[] = [];
  const arrive = (node: StepNode, key: string, known: Known): void => {
    const at = found.get(node) ?? new Map<string, Known>();
    const before = at.get(key);
    const after = before ? join(before, known) : known;
    found.set(node, at);
    if (after === before) return;
    at.set(key, after);
    queue.push(node);
  };
  for (const door of doors) {
    const [first] = door.steps;
    if (first) arrive(first, door.kind + door.name, knownBehind(door, context));
  }
  for (const { node } of flow.nodes.values()) {
    if (isGoal(node) && goalIsReachable(node, flow, doors))
      arrive(node, `goal ${node.id}`, knownAtGoal(node, context));
  }
  for (let node = queue.shift(); node; node = queue.shift()) {
    for (const [key, known] of found.get(node) ?? []) {
      for (const way of flow.nodes.get(node)?.ways ?? []) {
        const learnt = learn(node, known, context, way.path);
        arrive(way.to, learnt.from === known.from ? key : learnt.from, learnt);
      }
    }
  }
  const reached = new Set(found.keys());
  const facts = new Map<StepNode, readonly Known[]>();
  for (const { node, door } of flow.nodes.values()) {
    const known = found.get(node);
    facts.set(node, known ? [...known.values()] : [knownBehind(door, context)]);
  }
  return { facts, reached };
}

function learn(
  node: StepNode,
  known: Known,
  context: MapContext,
  path: Parameters<NonNullable<ReturnType<typeof analysisOf>['learn']>>[4],
): Known {
  if (typeof node.step === 'string') return known;
  return analysisOf(node.kind).learn?.(node.step, known, context, node, path) ?? known;
}

function knownBehind(door: Door, context: MapContext): Known {
  const { trigger, name } = door;
  return {
    from: trigger ? `the trigger \`${name}\`` : `the milestones \`${name}\``,
    event: eventShapeOf(
      trigger ?? { on: 'field-updated', ...(door.milestone ? { field: door.milestone.field } : {}) },
      context,
    ),
    merges: mergesOf(trigger, context),
    calls: {},
    added: !trigger || (ifOnMapOf(trigger) === 'add-again' && scopeOf(trigger) !== 'anyone'),
  };
}

function knownAtGoal(node: StepNode, context: MapContext): Known {
  if (!isGoal(node)) throw new Error(`The step ${node.id} is no goal.`);
  const { goal } = node.step;
  return {
    from: `the goal \`${node.id}\``,
    event: eventShapeOf(goal, context),
    merges: mergesOf(goal, context),
    calls: {},
    added: false,
  };
}

/** What holds for both; the first, if the second adds nothing to it. */
function join(a: Known, b: Known): Known {
  const merges = [...a.merges].filter((one) => b.merges.has(one));
  const calls = Object.entries(a.calls).filter(([name, shape]) => b.calls[name] === shape);
  const added = a.added && b.added;
  const isSame =
    merges.length === a.merges.size && calls.length === Object.keys(a.calls).length && added === a.added;
  return isSame ? a : { ...a, merges: new Set(merges), calls: Object.fromEntries(calls), added };
}
