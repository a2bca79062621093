import type { Schema } from '../language/schemas.ts';

/** What the language allows at one place of a document. */
export interface Shape {
  schema: Schema;
  /** The schema file, to which references without a file name refer. */
  file: Schema;
}

/** Follows references to the schema that they stand for; undefined where there is none. */
export function followed(shape: Shape): Shape | undefined {
  let at: Shape | undefined = shape;
  while (at && typeof at.schema['$ref'] === 'string') at = target(at.schema['$ref'], at.file);
  return at;
}

/** `#/definitions/step` (RFC 6901). */
function target(reference: string, file: Schema): Shape | undefined {
  let at: unknown = file;
  for (const part of reference.split('/').slice(1)) at = isSchema(at) ? at[part] : undefined;
  return isSchema(at) ? { schema: at, file } : undefined;
}

/** Whether it is a schema, and not `true`, `false` or nothing. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null;
}
