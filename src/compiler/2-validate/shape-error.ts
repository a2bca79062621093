import type { Schema } from '../../language/schemas.ts';

/** What is wrong with a value: which keyword of its schema does not hold. */
export interface ShapeError {
  /** A keyword of JSON Schema or of this language, or why no form of a value could be chosen. */
  keyword: string;
  /** JSON pointer (RFC 6901) from the document to the value. */
  instancePath: string;
  params: Record<string, unknown>;
  /** The schema that has the keyword. */
  parentSchema: Schema;
  /** The value; where the name of a key is wrong, the mapping that has it. */
  data: unknown;
  /** The key whose name is wrong. */
  propertyName?: string;
}
