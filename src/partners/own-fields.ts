import type { ContactChange } from '../program/commands.ts';
import type { FieldChange, FieldValue } from '../program/events.ts';
import type { OwnField, Settings } from '../program/settings.ts';
import { fieldChanges } from './field-changes.ts';
import { parseField } from './form-values.ts';

type OwnFieldSettings = Pick<Settings, 'fields'>;

/** The contact's own values, with the defaults of `contact.yaml` for fields that have none. */
export function withDefaults(
  { fields = {} }: OwnFieldSettings,
  values: Record<string, FieldValue>,
): Record<string, FieldValue> {
  const known = Object.entries(values).filter(([, value]) => value !== null);
  const defaults = Object.entries(fields).flatMap(([name, field]) =>
    field.default === undefined ? [] : [[name, field.default] as const],
  );
  return { ...values, ...Object.fromEntries(defaults), ...Object.fromEntries(known) };
}

/** What a new contact's first values change: a field left empty, or filled in with its default, changes nothing. */
export function firstValues(settings: OwnFieldSettings, values: Record<string, FieldValue>): FieldChange[] {
  const filledIn = Object.entries(values).filter(([, value]) => value !== null);
  return fieldChanges(withDefaults(settings, {}), Object.fromEntries(filledIn));
}

/** What is wrong with computed texts (the compiler has seen to the rest): an `enum` has few values, a `url` a form. */
export function problemOfChange(
  { fields = {} }: OwnFieldSettings,
  { set = {} }: ContactChange,
): string | undefined {
  for (const [name, value] of Object.entries(set)) {
    const problem = typeof value === 'string' && problemOfText(name, value, fields[name]);
    if (problem) return problem;
  }
  return undefined;
}

function problemOfText(name: string, text: string, field: OwnField | undefined): string | undefined {
  const { type, values } = field ?? {};
  // An empty text is none. A field that a newer release has removed is kept for those who stand on an older one.
  if (text === '' || type === undefined || !isAskedFor(type)) return undefined;
  const reading = parseField(
    { name, label: name, type, required: false, ...(values ? { values } : {}) },
    text,
  );
  return 'error' in reading ? `The field cannot be set. ${reading.error}` : undefined;
}

/** Forms have no way to ask for the others, so they have no rule for them. */
function isAskedFor(type: OwnField['type']): type is Exclude<OwnField['type'], 'money' | 'instant'> {
  return type !== 'money' && type !== 'instant';
}
