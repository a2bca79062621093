import { diagnostic } from '../../diagnostics/catalog.ts';
import type { MilestoneBlock } from '../../language/map.generated.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import { checkValue } from './field-values.ts';
import { isOrdered, typeInWords } from './fields.ts';
import { checkParkedAt } from './check-triggers.ts';
import { currencyOfField, fieldNamed, type MapContext } from './map-context.ts';
import type { Door } from './step-tree.ts';

/** Checks what a map's milestones watch, and that their thresholds ascend. */
export function checkMilestones(doors: readonly Door[], context: MapContext): void {
  for (const block of Object.values(context.doc.value.milestones ?? {})) {
    checkBlock(block, context);
    checkParkedAt(block, doors, context);
  }
}

function checkBlock(block: MilestoneBlock, context: MapContext): void {
  const { doc, report } = context;
  let before: number | undefined;
  block.at.forEach((one, index) => {
    const value = typeof one === 'number' ? one : one.value;
    if (before !== undefined && value <= before) {
      report(diagnostic('MW315', { value, before }, placeOfThreshold(block, index, context)));
    }
    before = value;
  });
  const field = fieldNamed(context, block, 'field');
  if (!field) return;
  if (!isOrdered(field.type)) {
    const args = { field: field.name, type: typeInWords(field.type), what: 'a milestone', suggestion: '' };
    report(diagnostic('MW322', args, valuePlace(doc.file, block, 'field')));
    return;
  }
  block.at.forEach((one, index) => {
    const value = typeof one === 'number' ? one : one.value;
    checkValue(
      value,
      field,
      currencyOfField(field, context),
      placeOfThreshold(block, index, context),
      report,
    );
  });
}

function placeOfThreshold(block: MilestoneBlock, index: number, { doc }: MapContext) {
  const one = block.at[index];
  return typeof one === 'object' ? valuePlace(doc.file, one, 'value') : valuePlace(doc.file, block.at, index);
}
