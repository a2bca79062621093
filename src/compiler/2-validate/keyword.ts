import type { Schema } from '../../language/schemas.ts';
import type { ShapeError } from './shape-error.ts';

/** Adds to `errors` what is wrong with a value. `path` is the JSON pointer (RFC 6901) to it. */
export type Check = (value: unknown, path: string, errors: ShapeError[]) => void;

/** The check of a schema; the same one for the same schema. */
export type CheckOf = (schema: Schema) => Check;

/** Some keywords of a schema as a check; undefined when the schema has none of them. */
export type Keywords = (schema: Schema, checkOf: CheckOf) => Check | undefined;

/** What a keyword that does not hold says about a value. */
export function shapeError(
  schema: Schema,
  keyword: string,
  params: ShapeError['params'],
  value: unknown,
  path: string,
): ShapeError {
  return { keyword, instancePath: path, params, parentSchema: schema, data: value };
}
