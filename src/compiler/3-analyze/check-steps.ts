import { diagnostic } from '../../diagnostics/catalog.ts';
import { checkCondition } from './check-condition.ts';
import { stepPlace } from './step-place.ts';
import type { Facts } from './facts.ts';
import type { Known } from './known.ts';
import type { MapContext } from './map-context.ts';
import { allSteps, type Door, type StepNode } from './step-tree.ts';
import { analysisOf } from './steps/table.ts';

/** Checks all steps of a map, each with what is known of those who come to it. */
export function checkSteps(doors: readonly Door[], facts: Facts, context: MapContext): void {
  for (const { steps } of doors) {
    for (const node of allSteps(steps)) checkStep(node, facts.get(node) ?? [], context);
  }
}

function checkStep(node: StepNode, known: readonly Known[], context: MapContext): void {
  if (typeof node.step !== 'string') {
    checkCondition(context, node.step, 'if', known);
    analysisOf(node.kind).check?.(node.step, { context, known, node });
  }
  for (const { when, owner } of node.paths) {
    if (when !== undefined && owner) checkCondition(context, owner.container, 'if', known);
  }
  if (node.kind === 'exit' && node.source && known.every(({ added }) => added)) {
    context.report(diagnostic('MW323', {}, stepPlace(context.doc.file, node)));
  }
}
