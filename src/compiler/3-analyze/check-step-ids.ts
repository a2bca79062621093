import { diagnostic, type Place } from '../../diagnostics/catalog.ts';
import { valuePlace, type ParsedFile } from '../1-parse/parsed-file.ts';
import type { MapContext } from './map-context.ts';
import { stepPlace } from './step-place.ts';
import { allSteps, type Door, type StepNode } from './step-tree.ts';

/** Checks that every step has one id of its own, and that those where people wait are named by the author. */
export function checkStepIds(doors: readonly Door[], { doc, report }: MapContext): void {
  const seen = new Map<string, StepNode>();
  for (const { steps } of doors) {
    for (const node of allSteps(steps)) {
      // In a map with gaps the id may have been there, and wrong.
      if (node.needsId !== undefined && node.named !== 'by-author' && !doc.file.gaps) {
        const args = { kind: node.kind, example: node.needsId };
        report(diagnostic('MW310', args, stepPlace(doc.file, node)));
      }
      const first = seen.get(node.id);
      if (first) {
        const related = [{ message: 'the first one', ...idPlace(doc.file, first) }];
        report(
          diagnostic('MW308', { id: node.id, derived: derivation(node) }, idPlace(doc.file, node), {
            related,
          }),
        );
      } else seen.set(node.id, node);
    }
  }
}

function derivation({ named }: StepNode): string {
  if (named === 'by-content') return ' (taken from what it names)';
  return named === 'by-place' ? ' (the name of an `end` without one)' : '';
}

function idPlace(file: ParsedFile, node: StepNode): Place {
  if (typeof node.step === 'string' || node.named !== 'by-author') return stepPlace(file, node);
  return valuePlace(file, node.step, 'id');
}
