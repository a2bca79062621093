import { waits } from './loops.ts';
import type { MapContext } from './map-context.ts';
import type { Door, StepNode } from './step-tree.ts';
import { ifOnMapOf, type FIELD_TESTS } from './trigger-defaults.ts';

/** A trigger whose own steps raise its event again before any wait. */
export interface CausedAgain {
  door: Door;
  step: StepNode;
  event: string;
}

/** Finds triggers that would open themselves for ever: directly, or by way of each other. */
export function causedAgain(doors: readonly Door[], context: MapContext): CausedAgain[] {
  const triggers = doors.filter(({ trigger }) => trigger && ifOnMapOf(trigger) !== 'ignore' && !trigger.once);
  const causes = new Map<Door, { step: StepNode; opens: Door }[]>();
  for (const door of triggers) {
    const steps = stepsBeforeWait(door, context);
    causes.set(
      door,
      steps.flatMap((step) =>
        triggers.filter((one) => raises(step, one, one === door, context)).map((opens) => ({ step, opens })),
      ),
    );
  }
  const found: CausedAgain[] = [];
  const told = new Set<Door>();
  for (const door of triggers) {
    const step = told.has(door) ? undefined : wayBack(door, causes, told);
    if (step) found.push({ door, step, event: String(door.trigger?.on) });
  }
  return found;
}

function wayBack(
  door: Door,
  causes: ReadonlyMap<Door, { step: StepNode; opens: Door }[]>,
  told: Set<Door>,
): StepNode | undefined {
  for (const { step, opens } of causes.get(door) ?? []) {
    const seen = new Set<Door>();
    const queue = [opens];
    for (let at = queue.pop(); at; at = queue.pop()) {
      if (at === door) {
        for (const one of [...seen, door]) told.add(one);
        return step;
      }
      seen.add(at);
      queue.push(...(causes.get(at) ?? []).map((one) => one.opens).filter((one) => !seen.has(one)));
    }
  }
  return undefined;
}

function stepsBeforeWait({ steps }: Door, { flow }: MapContext): StepNode[] {
  const [first] = steps;
  const seen = new Set<StepNode>(first ? [first] : []);
  for (const node of seen) {
    if (waits(node)) continue;
    for (const { to } of flow.nodes.get(node)?.ways ?? []) seen.add(to);
  }
  return [...seen];
}

/** Whether a step raises the event of a trigger; `own`: it is among the steps of that very trigger. */
function raises({ step }: StepNode, { trigger }: Door, own: boolean, { doc }: MapContext): boolean {
  if (typeof step === 'string' || !trigger) return false;
  if ('tag' in step && trigger.on === 'tag-added') return namesTag([step.tag].flat(), trigger, own);
  if ('untag' in step && trigger.on === 'tag-removed') return namesTag([step.untag].flat(), trigger, own);
  if ('map' in step && trigger.on === 'added') return step.map.add === doc.value.map;
  if (!('set' in step) || trigger.on !== 'field-updated' || !('field' in trigger)) return false;
  const value = (step.set as Record<string, unknown>)[trigger.field];
  return value !== undefined && mayMatch(value, trigger, own);
}

/** A contact who came by a tag has it already: giving it again raises nothing. */
function namesTag(tags: readonly string[], trigger: { tag?: string }, own: boolean): boolean {
  return trigger.tag === undefined || (!own && tags.includes(trigger.tag));
}

type FieldTest = Partial<Record<(typeof FIELD_TESTS)[number], number | string | boolean>>;

/** Setting a field to what it is already raises nothing, so who came by `equals` or `crosses` does not come again by a fixed value. */
function mayMatch(value: unknown, test: FieldTest, own: boolean): boolean {
  if (typeof value === 'object') return true;
  if (test.above !== undefined) return Number(value) > Number(test.above);
  if (test.below !== undefined) return Number(value) < Number(test.below);
  if (own) return false;
  if (test.equals !== undefined) return value === test.equals;
  return test.crosses === undefined
    ? Number(value) < Number(test.crossesDown)
    : Number(value) >= Number(test.crosses);
}
