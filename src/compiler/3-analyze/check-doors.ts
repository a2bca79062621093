import { diagnostic } from '../../diagnostics/catalog.ts';
import type { MilestoneBlock } from '../../language/map.generated.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { mayMeet } from './door-overlap.ts';
import { isGoal } from './goals.ts';
import type { MapContext } from './map-context.ts';
import { checkSettings } from './check-settings.ts';
import type { Door } from './step-tree.ts';
import { ifOnMapOf, scopeOf } from './trigger-defaults.ts';

/** Checks the doors of a map against each other: whether anybody can enter, and which settings can never matter. */
export function checkDoors(doors: readonly Door[], context: MapContext): void {
  const { doc, report } = context;
  checkSettings(doors, context);
  // Settings that are missing would be taken for their defaults.
  if (doc.file.gaps) return;
  checkMoves(doors, context);
  if (doors.some(isOpenToAnyone) || hasOpenGoal(context)) return;
  report(diagnostic('MW351', { map: doc.value.map }, keyPlace(doc.file, doc.value, 'triggers')));
}

function isOpenToAnyone({ trigger, milestone }: Door): boolean {
  return trigger ? scopeOf(trigger) === 'anyone' : (milestone as MilestoneBlock).scope === 'anyone';
}

function hasOpenGoal({ flow }: MapContext): boolean {
  return [...flow.nodes.keys()].some((node) => isGoal(node) && node.step.goal.scope === 'anyone');
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
