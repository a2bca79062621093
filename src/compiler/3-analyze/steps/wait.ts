import { diagnostic } from '../../../diagnostics/catalog.ts';
import { valuePlace } from '../../1-parse/parsed-file.ts';
import { isDateField, typeInWords } from '../fields.ts';
import { fieldNamed } from '../map-context.ts';
import { isInstantText } from '../written-values.ts';
import type { StepAnalysis, StepOf } from './step-analysis.ts';

/** `wait`: `until` names an instant or a field that holds one. */
export const wait: StepAnalysis<StepOf<'wait'>> = {
  needsId: () => 'cooling-off',
  waits: () => true,
  check: ({ wait }, { context }) => {
    if (typeof wait === 'string' || wait.until === undefined || isInstantText(wait.until)) return;
    const field = fieldNamed(context, wait, 'until');
    if (!field || isDateField(field.type)) return;
    const args = { field: field.name, type: typeInWords(field.type), what: '`until`', suggestion: '' };
    context.report(diagnostic('MW322', args, valuePlace(context.doc.file, wait, 'until')));
  },
};
