import * as language from '../language/schemas.ts';
import type { Schema } from '../language/schemas.ts';

/** What the language allows at one place of a document. */
export interface Shape {
  schema: Schema;
  /** The schema file, to which references without a file name refer. */
  file: Schema;
}

/** Schemas that others refer to by their files; none where each document's schema holds all it refers to. */
const shared = (language as Readonly<Record<string, unknown>>)['SHARED_SCHEMAS'];

/** Follows references to the schema that they stand for; undefined where there is none. */
export function followed(shape: Shape): Shape | undefined {
  let at: Shape | undefined = shape;
  while (at && typeof at.schema['$ref'] === 'string') at = target(at.schema['$ref'], at.file);
  return at;
}

/** `#/definitions/step`, or `steps.schema.json#/definitions/step` (RFC 6901). */
function target(reference: string, from: Schema): Shape | undefined {
  const [id, pointer = ''] = reference.split('#');
  const files = Array.isArray(shared) ? shared.filter(isSchema) : [];
  const file = id ? files.find((schema) => schema['$id'] === id) : from;
  let at: unknown = file;
  for (const part of pointer.split('/').slice(1)) at = isSchema(at) ? at[part] : undefined;
  return file && isSchema(at) ? { schema: at, file } : undefined;
}

/** Whether it is a schema, and not `true`, `false` or nothing. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null;
}
