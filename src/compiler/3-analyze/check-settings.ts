import { diagnostic } from '../../diagnostics/catalog.ts';
import type { MilestoneBlock, Trigger } from '../../language/map.generated.ts';
import { keyPlace } from '../1-parse/parsed-file.ts';
import { hasHole } from './holes.ts';
import type { MapContext } from './map-context.ts';
import type { Door } from './step-tree.ts';
import { ifOnMapOf, scopeOf } from './trigger-defaults.ts';

/** Settings that never make a difference promise something that the map does not do. */
export function checkSettings(doors: readonly Door[], context: MapContext): void {
  const { file } = context.doc;
  for (const { trigger } of doors) if (trigger && !hasHole(file, trigger)) checkTrigger(trigger, context);
  for (const block of Object.values(context.doc.value.milestones ?? {})) checkBlock(block, context);
}

const ONCE = '`once` lets each contact in a single time anyway';
const NOBODY_BACK = 'only contacts on the map can activate this trigger, so nobody comes back by it';
const NEVER_TWICE = 'a contact on the map is ignored, and one who has left does not come back';
const ONE_DATE = 'a fixed date comes a single time anyway';

function checkTrigger(trigger: Trigger, context: MapContext): void {
  const { once, oncePer, reentry = 'always' } = trigger;
  const scope = scopeOf(trigger);
  if (once && oncePer !== undefined) useless('oncePer', ONCE, trigger, context);
  if (once && scope === 'anyone' && ifOnMapOf(trigger) === 'ignore' && reentry === 'never')
    useless('once', NEVER_TWICE, trigger, context);
  else if (once && isSingleDate(trigger)) useless('once', ONE_DATE, trigger, context);
  else if (reentry !== 'always' && scope !== 'anyone') useless('reentry', NOBODY_BACK, trigger, context);
}

function isSingleDate(trigger: Trigger): boolean {
  return 'date' in trigger && typeof trigger.date === 'string' && !('every' in trigger && trigger.every);
}

function checkBlock(block: MilestoneBlock, context: MapContext): void {
  if (block.steps === undefined || context.doc.file.gaps) return;
  if (block.at.every((one) => typeof one !== 'number'))
    useless('steps', 'each threshold has steps of its own, which replace these', block, context);
}

function useless(setting: string, why: string, container: object, { doc, report }: MapContext): void {
  report(diagnostic('MW345', { setting, why }, keyPlace(doc.file, container, setting)));
}
