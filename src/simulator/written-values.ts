import { CONTACT_FIELDS, ENROLMENT_FIELDS } from '../program/contact-fields.ts';
import type { FieldValue } from '../program/events.ts';
import { parseMoney } from '../program/money.ts';
import type { Currency } from '../program/program.ts';
import type { Settings } from '../program/settings.ts';

/**
 * A value as a scenario writes it (the compiler has checked it), as the database holds it: money in minor units of its
 * own currency or the partner program's, instants in milliseconds.
 */
export function heldValue(
  { fields = {} }: Settings,
  field: string,
  written: FieldValue,
  program?: Currency,
): FieldValue {
  const own = fields[field];
  const type = own?.type ?? CONTACT_FIELDS[field] ?? ENROLMENT_FIELDS[field];
  const currency = own?.currency ?? program;
  if (type === 'instant' && typeof written === 'string') return Date.parse(written);
  if (type === 'money' && typeof written === 'number' && currency)
    return parseMoney(written, currency) ?? null;
  return written;
}

/** All values of a mapping, as the database holds them. */
export function heldValues(
  settings: Settings,
  written: Readonly<Record<string, FieldValue>>,
): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(written).map(([field, value]) => [field, heldValue(settings, field, value)]),
  );
}
