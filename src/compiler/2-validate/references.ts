import type { Schema } from '../../language/schemas.ts';

/** What each `{ $ref }` of the schemas in use stands for. */
const targets = new WeakMap<object, Schema>();

/** Finds out what the references in a document's schema stand for: `#/definitions/NAME`, nothing else is used. */
export function followReferences(document: Schema): void {
  const definitions = (document['definitions'] ?? {}) as Record<string, Schema>;
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const name = (node as Schema)['$ref'];
    if (typeof name !== 'string') return Object.values(node).forEach(visit);
    const target = definitions[name.replace('#/definitions/', '')];
    if (!target)
      throw new Error(`The schema ${String(document['$id'])} refers to ${name}, which is not there.`);
    targets.set(node, target);
  };
  visit(document);
}

/** The schema that a reference stands for, or the schema itself. */
export function resolved(schema: Schema): Schema {
  return targets.get(schema) ?? schema;
}
