import { Ajv, type ValidateFunction } from 'ajv';
import { DOCUMENT_SCHEMAS, type DocumentKind, type Schema } from '../../language/schemas.ts';
import { FORMATS } from './formats.ts';
import { oneForm } from './one-form.ts';
import { withOwnKeywords } from './own-keywords.ts';
import type { ShapeError } from './shape-error.ts';
import { target } from './target.ts';

/** Lists everything that is wrong with a document's shape, and all of it that is not run yet. */
export type ShapeCheck = (value: unknown) => ShapeError[];

const definitions = new Map<string, Schema>();
const checks = new Map<DocumentKind, ShapeCheck>();
let compiler: Ajv | undefined;

/** The check of a document kind; each kind is compiled when it is first needed, once. */
export function checkOf(kind: DocumentKind): ShapeCheck {
  const known = checks.get(kind);
  if (known) return known;
  const check = compileKind(kind);
  checks.set(kind, check);
  return check;
}

/** The schema that a reference stands for, or the schema itself. */
export function resolved(schema: Schema): Schema {
  return definitions.get(String(schema['$ref'])) ?? schema;
}

function compileKind(kind: DocumentKind): ShapeCheck {
  compiler ??= newCompiler();
  const schema = withOwnKeywords(DOCUMENT_SCHEMAS[kind]);
  const id = String(schema['$id']);
  for (const [name, definition] of Object.entries((schema['definitions'] ?? {}) as Record<string, Schema>))
    definitions.set(`${id}#/definitions/${name}`, definition);
  compiler.addSchema(schema);
  const validate = compiler.getSchema(id) as ValidateFunction;
  return (value) => {
    if (validate(value)) return [];
    // Ajv gives every error from inside a form the form's own data.
    const errors = (validate.errors ?? []) as ShapeError[];
    return errors.map((error) => ({ ...error, data: target(value, error.instancePath).value }));
  };
}

function newCompiler(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    // The schemas are generated, and a test checks them.
    validateSchema: false,
    meta: false,
  });
  for (const [name, format] of Object.entries(FORMATS)) ajv.addFormat(name, format.accepts);
  ajv.addVocabulary(['x-instead', 'x-choose', 'x-judgedLater', 'x-example']);
  ajv.addKeyword({
    keyword: 'x-oneForm',
    errors: 'full',
    compile: (forms: Schema[], parent) => oneForm(ajv, forms, parent, resolved),
  });
  ajv.addKeyword({ keyword: 'x-notYet', validate: isUsedTooEarly });
  ajv.addKeyword({
    keyword: 'x-exactlyOne',
    type: 'object',
    validate: (keys: string[], value: object) => count(keys, value) === 1,
  });
  ajv.addKeyword({
    keyword: 'x-atMostOne',
    type: 'object',
    validate: (keys: string[], value: object) => count(keys, value) <= 1,
  });
  return ajv;
}

function count(keys: readonly string[], value: object): number {
  return keys.filter((key) => Object.hasOwn(value, key)).length;
}

/** What this version does not run: the key as a whole, or some of its values, or all but some. */
type NotYet = true | { values?: unknown[]; except?: unknown[]; pattern?: string };

function isUsedTooEarly(notYet: NotYet, value: unknown): boolean {
  if (notYet === true) return false;
  if (notYet.values?.includes(value)) return false;
  if (notYet.except && !notYet.except.includes(value)) return false;
  return !(notYet.pattern && typeof value === 'string' && new RegExp(notYet.pattern).test(value));
}
