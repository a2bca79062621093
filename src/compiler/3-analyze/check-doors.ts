import { diagnostic } from '../../diagnostics/catalog.ts';
import type { MilestoneBlock, Trigger } from '../../language/map.generated.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { causedAgain } from './causes.ts';
import { mayMeet } from './door-overlap.ts';
import { isGoal } from './goals.ts';
import type { MapContext } from './map-context.ts';
import type { Door } from './step-tree.ts';
import { ifOnMapOf, scopeOf } from './trigger-defaults.ts';

/** Checks the doors of a map against each other: whether anybody can enter, and which settings can never matter. */
export function checkDoors(doors: readonly Door[], context: MapContext): void {
  const { doc, report } = context;
  for (const { trigger } of doors) if (trigger) checkSettings(trigger, context);
  checkMoves(doors, context);
  for (const { door, step, event } of causedAgain(doors, context)) {
    report(
      diagnostic(
        'MW352',
        { trigger: door.name, step: step.id, event },
        keyPlace(doc.file, doc.value.triggers, door.name),
      ),
    );
  }
  if (doc.file.gaps || doors.some(isOpenToAnyone) || hasOpenGoal(context)) return;
  report(diagnostic('MW351', { map: doc.value.map }, keyPlace(doc.file, doc.value, 'triggers')));
}

function isOpenToAnyone({ trigger, milestone }: Door): boolean {
  return trigger ? scopeOf(trigger) === 'anyone' : (milestone as MilestoneBlock).scope === 'anyone';
}

function hasOpenGoal({ flow }: MapContext): boolean {
  return [...flow.nodes.keys()].some((node) => isGoal(node) && node.step.goal.scope === 'anyone');
}

/** Settings that never make a difference promise something that the map does not do. */
function checkSettings(trigger: Trigger, { doc, report }: MapContext): void {
  const useless = (setting: 'once' | 'oncePer' | 'reentry', why: string): void =>
    report(diagnostic('MW345', { setting, why }, keyPlace(doc.file, trigger, setting)));
  const { once, oncePer, reentry } = trigger;
  const scope = scopeOf(trigger);
  if (once && oncePer !== undefined) useless('oncePer', '`once` lets each contact in a single time anyway');
  if (once && scope === 'anyone' && ifOnMapOf(trigger) === 'ignore' && reentry === 'never') {
    useless('once', 'a contact on the map is ignored, and one who has left does not come back');
  } else if (
    once &&
    'date' in trigger &&
    trigger.date !== undefined &&
    !('every' in trigger && trigger.every)
  ) {
    useless('once', 'a fixed date comes a single time anyway');
  } else if (reentry !== undefined && reentry !== 'always') {
    if (scope !== 'anyone')
      useless(
        'reentry',
        'only contacts on the map can activate the trigger, and they do not come back to it',
      );
    else if (once) useless('reentry', '`once` lets each contact in a single time anyway');
  }
}

/** Two triggers that move the same contact at the same event contradict each other. */
function checkMoves(doors: readonly Door[], { doc, report }: MapContext): void {
  const moving = doors.filter(({ trigger }) => trigger && ifOnMapOf(trigger) === 'move');
  moving.forEach((door, index) => {
    const other = moving.slice(0, index).find((one) => mayMeet(one.trigger, door.trigger));
    if (!other) return;
    const place = valuePlace(doc.file, door.trigger, 'on');
    const related = [{ message: 'the other one', ...valuePlace(doc.file, other.trigger, 'on') }];
    report(diagnostic('MW347', { first: other.name, second: door.name }, place, { related }));
  });
}
