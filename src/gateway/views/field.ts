import type { FormField } from '../../program/settings.ts';
import { attributes, html, type Html } from './html.ts';

/** A form field with what was typed and what is wrong with it. */
export interface FieldView {
  field: FormField;
  value: string;
  error?: string | undefined;
  /** False leaves out the hint that goes with the type. */
  hint?: false;
}

/** The id of a field's control: what labels and the error summary point at. */
export function fieldId(name: string): string {
  return `field-${name}`;
}

/** Tokens of the HTML standard (autofill detail tokens), for fields whose names say what they hold. */
const AUTOCOMPLETE: Record<string, string> = {
  firstName: 'given-name',
  lastName: 'family-name',
  email: 'email',
  website: 'url',
  company: 'organization',
  phone: 'tel',
  country: 'country-name',
};

const HINTS: Partial<Record<FormField['type'], string>> = {
  email: 'We write to you at this address.',
  url: 'The whole address, such as https://example.com',
  integer: 'A whole number.',
  decimal: 'A number, such as 12.5',
};

const INPUTS: Record<FormField['type'], Record<string, string>> = {
  string: { type: 'text' },
  text: {},
  email: { type: 'email', spellcheck: 'false', autocapitalize: 'none' },
  url: { type: 'url', spellcheck: 'false', autocapitalize: 'none' },
  integer: { type: 'text', inputmode: 'numeric' },
  decimal: { type: 'text', inputmode: 'decimal' },
  boolean: { type: 'checkbox' },
  date: { type: 'date' },
  enum: {},
};

function hintOf({ field, hint }: FieldView): string | undefined {
  return hint === false ? undefined : HINTS[field.type];
}

function control(view: FieldView): Html {
  const { field, value, error } = view;
  const id = fieldId(field.name);
  const describedBy = [hintOf(view) && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const shared = {
    id,
    name: field.name,
    ...INPUTS[field.type],
    required: field.required,
    autocomplete: AUTOCOMPLETE[field.name],
    'aria-describedby': describedBy || undefined,
    'aria-invalid': error ? 'true' : undefined,
  };
  if (field.type === 'text') return html`<textarea ${attributes({ ...shared, rows: 4 })}>${value}</textarea>`;
  if (field.type === 'boolean')
    return html`<input ${attributes({ ...shared, value: 'true', checked: value === 'true' })} />`;
  if (field.type === 'enum') {
    const options = ['', ...(field.values ?? [])].map((option) => optionView(option, option === value));
    return html`<select ${attributes(shared)}>
      ${options}
    </select>`;
  }
  return html`<input ${attributes({ ...shared, value })} />`;
}

function optionView(value: string, selected: boolean): Html {
  return html`<option ${attributes({ value, selected })}>${value || 'Please choose'}</option>`;
}

/** Label, hint, error and control, in the order in which they are read aloud. */
export function fieldView(view: FieldView): Html {
  const { field, error } = view;
  const id = fieldId(field.name);
  const mark = field.required && html`<span class="mark" aria-hidden="true"> *</span>`;
  const label = html`<label for="${id}">${field.label}${mark}</label>`;
  const hint = hintOf(view) && html`<p class="hint" id="${id}-hint">${hintOf(view)}</p>`;
  const wrong =
    error && html`<p class="error" id="${id}-error"><span class="unseen">Error: </span>${error}</p>`;
  const classes = ['field', field.type === 'boolean' && 'check', error && 'invalid']
    .filter(Boolean)
    .join(' ');
  return field.type === 'boolean'
    ? html`<div class="${classes}">${wrong}${control(view)}${label}</div>`
    : html`<div class="${classes}">${label}${hint}${wrong}${control(view)}</div>`;
}
