import { eventKeyOf, eventShapeOf, mergesOf, milestoneShapeOf } from './event-shape.ts';
import { reachedFrom, type Flow, type Way } from './flow.ts';
import { goalIsReachable, isGoal, type GoalNode } from './goals.ts';
import { hasHole } from './holes.ts';
import { joined, knownOf, type Known } from './known.ts';
import type { MapContext } from './map-context.ts';
import { MERGE_SOURCES } from './merge-fields.ts';
import { NOTHING } from './shape.ts';
import type { Door, StepNode } from './step-tree.ts';
import { analysisOf } from './steps/table.ts';
import { ifOnMapOf, scopeOf } from './trigger-defaults.ts';

/** For each step what is known there, by what brought the place. */
export type Facts = ReadonlyMap<StepNode, readonly Known[]>;

/**
 * Follows everything that is known from the doors through all steps, until nothing changes any more. Steps that
 * nobody reaches are told by `reached`; what is known there is what would be if their door led to them.
 */
export function factsOf(
  doors: readonly Door[],
  flow: Flow,
  context: MapContext,
): { facts: Facts; reached: ReadonlySet<StepNode> } {
  const facts = new FactFinder(flow, context);
  const starts = doors.flatMap(({ steps }) => steps.slice(0, 1));
  for (const door of doors) {
    const [first] = door.steps;
    if (first) facts.arrive(first, knownBehind(door, context));
  }
  for (const { node } of flow.nodes.values()) {
    if (!isGoal(node) || !goalIsReachable(node, flow, doors)) continue;
    starts.push(node);
    facts.arrive(node, knownAtGoal(node, context));
  }
  facts.follow();
  const reached = reachedFrom(starts, flow);
  for (const { node, door } of flow.nodes.values()) {
    if (facts.at(node).length > 0) continue;
    facts.arrive(node, isGoal(node) ? knownAtGoal(node, context) : knownBehind(door, context));
    facts.follow(reached);
  }
  return { facts: new Map([...flow.nodes.keys()].map((node) => [node, facts.at(node)])), reached };
}

class FactFinder {
  readonly #flow: Flow;
  readonly #context: MapContext;
  readonly #found = new Map<StepNode, Map<string, Known>>();
  /** Steps at which something changed, with the keys of what did. */
  #changed = new Map<StepNode, Set<string>>();

  constructor(flow: Flow, context: MapContext) {
    this.#flow = flow;
    this.#context = context;
  }

  at(node: StepNode): Known[] {
    return [...(this.#found.get(node)?.values() ?? [])];
  }

  arrive(node: StepNode, known: Known): void {
    const at = this.#found.get(node) ?? new Map<string, Known>();
    this.#found.set(node, at);
    const before = at.get(known.key);
    const after = before ? joined(before, known) : known;
    if (after === before) return;
    at.set(known.key, after);
    this.#changed.set(node, (this.#changed.get(node) ?? new Set()).add(known.key));
  }

  /** Goes through the steps in file order, in which nearly all ways lead forward, until nothing changes; `settled` steps stay as they are. */
  follow(settled: ReadonlySet<StepNode> = new Set()): void {
    while (this.#changed.size > 0) {
      for (const { node, ways } of this.#inOrder()) {
        const keys = this.#changed.get(node);
        this.#changed.delete(node);
        for (const key of keys ?? []) {
          const known = this.#found.get(node)?.get(key);
          for (const way of ways) {
            if (known && !settled.has(way.to)) this.arrive(way.to, learnt(node, known, way, this.#context));
          }
        }
      }
    }
  }

  #inOrder() {
    // A single start, as behind a step that nobody reaches, needs no walk through the whole map.
    const [only] = this.#changed.size === 1 ? this.#changed.keys() : [];
    const flow = only && this.#flow.nodes.get(only);
    return flow ? [flow] : this.#flow.nodes.values();
  }
}

function learnt(node: StepNode, known: Known, way: Way, context: MapContext): Known {
  if (typeof node.step === 'string' || way.isBare || way.path?.name === 'onFailure') return known;
  return analysisOf(node.kind).learn?.(node.step, known, { context, node, path: way.path }) ?? known;
}

function knownBehind(door: Door, context: MapContext): Known {
  const { kind, name, trigger, milestone } = door;
  const certain = !hasHole(context.doc.file, trigger ?? milestone);
  const event = trigger ? eventShapeOf(trigger, context) : milestoneShapeOf(milestone?.field ?? '', context);
  return knownOf({
    from: trigger ? `the trigger \`${name}\`` : `the milestones \`${name}\``,
    // Doors on like events bring the same along.
    key: certain ? `${kind} ${eventKeyOf(trigger ?? { on: '', field: milestone?.field })}` : 'any',
    event: certain ? event : 'any',
    merges: certain ? mergesOf(trigger, context) : new Set(MERGE_SOURCES),
    calls: certain ? NOTHING : 'any',
    added: isAdded(door),
  });
}

/** Whether a place that comes through the door always stands beside another one. */
function isAdded({ trigger, milestone }: Door): boolean {
  if (!trigger) return milestone?.scope !== 'anyone';
  return ifOnMapOf(trigger) === 'add-again' && scopeOf(trigger) !== 'anyone';
}

function knownAtGoal({ id, step }: GoalNode, context: MapContext): Known {
  return knownOf({
    from: `the goal \`${id}\``,
    key: `trigger ${eventKeyOf(step.goal)}`,
    event: eventShapeOf(step.goal, context),
    merges: mergesOf(step.goal, context),
  });
}
