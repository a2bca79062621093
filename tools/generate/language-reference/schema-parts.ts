import type { Schema } from '../../../src/language/schemas.ts';
import { nameOf } from '../language/form.ts';

/** The schemas of all document kinds, by kind. */
export type Schemas = Readonly<Record<string, Schema>>;

/** A document kind's schema, in which references are looked up, and the page that is written. */
export interface Writing {
  root: Schema;
  /** Path of the page below docs/. */
  page: string;
}

/** A definition of a document kind. */
export function definition(root: Schema, name: string): Schema {
  const found = ((root['definitions'] ?? {}) as Schemas)[name];
  if (!found) throw new Error(`The schema ${String(root['$id'])} has no definition ${name}.`);
  return found;
}

/** What a reference leads to, with its name; a schema that is none is itself. */
export function resolved(schema: Schema, root: Schema): { schema: Schema; name: string } {
  const name = nameOf(schema);
  return name === '' ? { schema, name } : { schema: definition(root, name), name };
}

/** The keys of a mapping. */
export function propertiesIn(schema: Schema): Schemas {
  return (schema['properties'] ?? {}) as Schemas;
}

/** The forms that a value can take; a value with one form is its own. */
export function formsOf(schema: Schema): readonly Schema[] {
  return Array.isArray(schema['anyOf']) ? (schema['anyOf'] as Schema[]) : [schema];
}

/** The keys that all forms of a choice have, as the first one has them: of a trigger those that no event adds. */
export function keysOfEveryForm(choice: Schema, root: Schema): Schemas {
  const [first = {}, ...others] = formsOf(choice).map((form) => propertiesIn(resolved(form, root).schema));
  return Object.fromEntries(
    Object.entries(first).filter(
      ([key]) => key !== 'on' && others.every((other) => Object.hasOwn(other, key)),
    ),
  );
}

/** The words of an enum, empty where there is none. */
export function wordsOf(schema: Schema): unknown[] {
  if (Object.hasOwn(schema, 'const')) return [schema['const']];
  return (schema['enum'] ?? []) as unknown[];
}
