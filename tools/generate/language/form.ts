import type { Schema } from '../../../src/language/schemas.ts';

/** One of the forms that a value can take, with the reference to it. */
export interface Form {
  ref: Schema;
  schema: Schema;
  properties: Record<string, Schema>;
  /** The key without which it is not this form. */
  kind: string | undefined;
}

/** The name of the definition that is referred to; empty when it is none. */
export function nameOf(ref: Schema): string {
  return /^#\/definitions\/(.*)$/.exec(String(ref['$ref']))?.[1] ?? '';
}

/** Looks a form up. */
export function formOf(ref: Schema, definitions: Readonly<Record<string, Schema>>): Form {
  const name = nameOf(ref);
  const schema = name === '' ? ref : (definitions[name] ?? {});
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  return { ref, schema, properties, kind: (schema['required'] as string[] | undefined)?.[0] };
}

/** Every key that any of the forms has. */
export function everyKeyOf(forms: readonly Form[]): string[] {
  return [...new Set(forms.flatMap(({ properties }) => Object.keys(properties)))];
}

/** References to properties, as the first form that has one has it. */
export function propertiesOf(forms: readonly Form[], keys: readonly string[]): Record<string, Schema> {
  const home = (key: string) => String(forms.find(({ properties }) => properties[key])?.ref['$ref']);
  return Object.fromEntries(keys.map((key) => [key, { $ref: `${home(key)}/properties/${key}` }]));
}

/** The JSON types of a schema's values. */
export function typesOf(schema: Schema): string[] {
  const values = (schema['enum'] ?? []) as unknown[];
  const types = schema['type'] as string | string[] | undefined;
  return [types ?? [...new Set(values.map((value) => typeof value))]].flat();
}
