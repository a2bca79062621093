import { isEnrolmentField } from '../program/contact-fields.ts';
import type { FieldValue } from '../program/events.ts';
import type { Expectation } from '../language/scenario.generated.ts';
import { fieldsNow } from './field-snapshot.ts';
import type { Failure } from './report.ts';
import type { Scene } from './scene.ts';
import { heldValue } from './written-values.ts';

/** Fields that end with another value than `expect.fields` says; those of an enrolment are the maps' partner program's. */
export function unexpectedFields({ fields = {} }: Expectation, { facts, programs }: Scene): Failure[] {
  const program = Object.values(programs.programs).find((one) => one.program !== undefined);
  const { contact, enrolments } = fieldsNow(facts);
  return Object.entries(fields).flatMap(([field, written]) => {
    const from = isEnrolmentField(field) ? enrolments[program?.program ?? ''] : contact;
    const happened = from?.[field] ?? null;
    const expected = heldValue(facts.settings, field, written as FieldValue, program?.currency);
    if (JSON.stringify(happened) === JSON.stringify(expected)) return [];
    const message = `the field ${field} has another value`;
    return [
      {
        message,
        expected: [String(expected)],
        happened: [String(happened)],
        path: ['expect', 'fields', field],
      },
    ];
  });
}
