import { diagnostic } from '../../diagnostics/catalog.ts';
import type { MilestoneBlock, Trigger } from '../../language/map.generated.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import { checkValueExpression } from './check-condition.ts';
import { checkMatch } from './check-match.ts';
import { stepNamed } from './check-names.ts';
import { eventShapeOf } from './event-shape.ts';
import { hasHole } from './holes.ts';
import { implicitEnds } from './implicit-ends.ts';
import { knownByEvent } from './known.ts';
import type { MapContext } from './map-context.ts';
import type { Door } from './step-tree.ts';
import { ifOnMapOf, scopeOf } from './trigger-defaults.ts';

/** Checks what a map's triggers listen to, and whom they let in. */
export function checkTriggers(doors: readonly Door[], context: MapContext): void {
  for (const { trigger } of doors) {
    if (!trigger) continue;
    checkMatch(trigger, context);
    const isWhole = !hasHole(context.doc.file, trigger);
    if (isWhole && ifOnMapOf(trigger) === 'ignore' && scopeOf(trigger) !== 'anyone') {
      context.report(diagnostic('MW314', {}, valuePlace(context.doc.file, trigger, 'ifOnMap')));
    }
    checkParkedAt(trigger, doors, context);
    const known = knownByEvent(eventShapeOf(trigger, context));
    checkValueExpression(context, trigger, 'oncePer', [known], 'key');
  }
}

/** Checks that people park at the steps that a scope names. */
export function checkParkedAt(
  { scope }: Pick<Trigger | MilestoneBlock, 'scope'>,
  doors: readonly Door[],
  context: MapContext,
): void {
  if (typeof scope !== 'object') return;
  const { doc, report } = context;
  const ends = implicitEnds(doors);
  scope.parkedAt.forEach((name, index) => {
    if (ends.has(name)) return;
    const node = stepNamed(context, scope.parkedAt, index);
    if (!node || node.kind === 'end') return;
    const kind = `${/^[aeiou]/.test(node.kind) ? 'an' : 'a'} \`${node.kind}\` step`;
    report(diagnostic('MW324', { name, kind }, valuePlace(doc.file, scope.parkedAt, index)));
  });
}
