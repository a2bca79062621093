import type { ErrorObject } from 'ajv';

/** What is wrong with a value: ajv's own errors, and those of this language's keywords. */
export type ShapeError = ErrorObject<string, Record<string, unknown>>;
