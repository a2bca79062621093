import { DOCUMENT_SCHEMAS, type DocumentKind, type Schema } from '../../language/schemas.ts';
import type { Check, Keywords } from './keyword.ts';
import { listKeywords } from './list-keywords.ts';
import { keyKeywords, propertyKeywords } from './mapping-keywords.ts';
import { formKeyword } from './one-form.ts';
import { followReferences, resolved } from './references.ts';
import { numberKeywords, textKeywords } from './scalar-keywords.ts';
import type { ShapeError } from './shape-error.ts';
import { valueKeywords } from './value-keywords.ts';

/**
 * Lists everything that is wrong with a document's shape. The schemas are walked as they are: a general validator
 * compiles them first, which takes longer than checking most projects.
 */
export function shapeErrors(kind: DocumentKind, value: unknown): ShapeError[] {
  const schema = DOCUMENT_SCHEMAS[kind];
  if (!checks.has(schema)) followReferences(schema);
  const errors: ShapeError[] = [];
  checkOf(schema)(value, '', errors);
  return errors;
}

/** Whether a value is as a part of a document's schema wants it. */
export function fits(schema: Schema, value: unknown): boolean {
  const errors: ShapeError[] = [];
  checkOf(schema)(value, '', errors);
  return errors.every(({ keyword }) => keyword === 'x-notYet');
}

const KEYWORDS: readonly Keywords[] = [
  valueKeywords,
  textKeywords,
  numberKeywords,
  listKeywords,
  keyKeywords,
  propertyKeywords,
  formKeyword,
];

/** Made when they are first needed: most of the language is in no one document. */
const checks = new WeakMap<Schema, Check>();

function checkOf(schema: Schema): Check {
  const known = checks.get(schema);
  if (known) return known;
  const target = resolved(schema);
  const check = target === schema ? allOf(schema) : checkOf(target);
  checks.set(schema, check);
  return check;
}

function allOf(schema: Schema): Check {
  const parts = KEYWORDS.flatMap((keywords) => keywords(schema, checkOf) ?? []);
  return (value, path, errors) => {
    for (const part of parts) part(value, path, errors);
  };
}
