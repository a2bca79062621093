import { DOCUMENT_SCHEMAS, SHARED_SCHEMAS, type Schema } from '../../src/language/schemas.ts';

/** A property of a schema, and the mapping that it belongs to. */
export interface Property {
  /** JSON pointer of the mapping's schema, with its file: `map.schema.json#/definitions/threshold`. */
  owner: string;
  name: string;
  schema: Schema;
  /** The key that makes the mapping what it is, such as `email` of an email step. */
  isKind: boolean;
  /** Something around it is not supported yet, so nothing inside can be used. */
  isInsideLater: boolean;
}

const ALL = [...Object.values(DOCUMENT_SCHEMAS), ...SHARED_SCHEMAS];

/** Every property of every schema. */
export function everyProperty(): Property[] {
  return ALL.flatMap((schema) => [...propertiesIn(schema, `${String(schema['$id'])}#`, false)]);
}

/** The schema that a property really has: what its `$ref` names. */
export function definitionOf(schema: Schema, owner: string): Schema {
  const ref = schema['$ref'];
  if (typeof ref !== 'string') return schema;
  const [file, name = ''] = ref.split('#/definitions/');
  const home = file || owner.split('#')[0];
  const definitions = ALL.find((one) => one['$id'] === home)?.['definitions'] as Record<string, Schema>;
  const found = definitions[name];
  if (!found) throw new Error(`${ref} is nowhere`);
  return found;
}

function* propertiesIn(node: unknown, at: string, isInsideLater: boolean): Generator<Property> {
  if (typeof node !== 'object' || node === null) return;
  const schema = node as Schema;
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const [kind] = (schema['required'] ?? []) as string[];
  const later = isInsideLater || schema['x-notYet'] === true;
  for (const [name, property] of Object.entries(properties)) {
    const isKind = name === kind && /Step$|Entry$|Trigger$/.test(at);
    yield { owner: at, name, schema: property, isKind, isInsideLater: later };
  }
  for (const [key, inner] of Object.entries(schema)) {
    if (key === 'examples' || key === 'default') continue;
    if (key === 'properties' || key === 'definitions') {
      for (const [name, one] of Object.entries(inner as object))
        yield* propertiesIn(one, `${at}/${key}/${name}`, later);
    } else if (Array.isArray(inner)) {
      for (const [index, one] of inner.entries()) yield* propertiesIn(one, `${at}/${key}/${index}`, later);
    } else yield* propertiesIn(inner, `${at}/${key}`, later);
  }
}
