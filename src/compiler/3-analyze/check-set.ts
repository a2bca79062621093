import { diagnostic } from '../../diagnostics/catalog.ts';
import { keyPlace, valuePlace } from '../1-parse/parsed-file.ts';
import { checkValueExpression } from './check-condition.ts';
import type { Known } from './known.ts';
import { checkValue } from './field-values.ts';
import { currencyOfField, fieldNamed, type MapContext } from './map-context.ts';

/** Checks that own fields are set, each to a value of its type. */
export function checkSetFields(set: object, context: MapContext, known: readonly Known[]): void {
  const { doc, report } = context;
  for (const [name, value] of Object.entries(set) as [string, unknown][]) {
    const field = fieldNamed(context, set, name, 'key');
    if (!field) continue;
    if (field.of !== 'own') {
      report(diagnostic('MW358', { name }, keyPlace(doc.file, set, name)));
    } else if (typeof value === 'object' && value !== null) {
      checkValueExpression(context, value, 'cel', known, field);
    } else {
      const currency = currencyOfField(field, context);
      checkValue(
        value as string | number | boolean,
        field,
        currency,
        valuePlace(doc.file, set, name),
        report,
      );
    }
  }
}
