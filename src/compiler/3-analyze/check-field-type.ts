import { diagnostic } from '../../diagnostics/catalog.ts';
import { valuePlace } from '../1-parse/parsed-file.ts';
import { isDateField, isOrdered, typeInWords, type Field } from './fields.ts';
import type { MapContext } from './map-context.ts';

/** Where a field is named, and what for: "`crosses`". */
interface NamedField {
  field: Field;
  what: string;
  container: object;
  key: string;
}

/** Checks that a field's values can be crossed upwards and downwards; true when they can. */
export function checkOrdered(named: NamedField, context: MapContext): boolean {
  if (isOrdered(named.field.type)) return true;
  const fix = 'Use a numeric field, such as `totalSales`.';
  tell(named, { needs: 'a number or an amount of money', fix }, context);
  return false;
}

/** Checks that a field holds a point in time. */
export function checkDate(named: NamedField, context: MapContext): void {
  if (isDateField(named.field.type)) return;
  const [known] = [...context.fields.values()].filter(({ type }) => isDateField(type));
  const fix = `Use a field that holds one${known ? `, such as \`${known.name}\`` : ''}.`;
  tell(named, { needs: 'a date or an instant', fix }, context);
}

function tell(
  { field, what, container, key }: NamedField,
  wanted: { needs: string; fix: string },
  { doc, report }: MapContext,
): void {
  const args = { field: field.name, type: typeInWords(field.type), what, ...wanted };
  report(diagnostic('MW322', args, valuePlace(doc.file, container, key)));
}
