import { Ajv, type ValidateFunction } from 'ajv';
import { DOCUMENT_SCHEMAS, type DocumentKind, type Schema } from '../../language/schemas.ts';
import { FORMATS } from './formats.ts';
import { oneForm } from './one-form.ts';
import type { ShapeError } from './shape-error.ts';
import { target } from './target.ts';

/** Lists everything that is wrong with a document's shape. */
export type ShapeCheck = (value: unknown) => ShapeError[];

/** Validators of all document kinds; each is compiled when it is first needed, once. */
export function compileSchemas(): Readonly<Record<DocumentKind, ShapeCheck>> {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
  });
  for (const [name, format] of Object.entries(FORMATS)) ajv.addFormat(name, format.accepts);
  ajv.addVocabulary(['x-instead', 'x-choose', 'x-judgedLater', 'markdownEnumDescriptions']);
  const schemas = Object.values(DOCUMENT_SCHEMAS).map(withOwnKeywords);
  definitions = definitionsOf(schemas);
  addKeywords(ajv);
  ajv.addSchema(schemas);
  const checks = Object.keys(DOCUMENT_SCHEMAS).map(
    (kind) => [kind, lazily(ajv, `${kind}.schema.json`)] as const,
  );
  return Object.fromEntries(checks) as Record<DocumentKind, ShapeCheck>;
}

let definitions: ReadonlyMap<string, Schema> = new Map();

/** The schema that a reference stands for, or the schema itself. */
export function resolved(schema: Schema): Schema {
  return definitions.get(String(schema['$ref'])) ?? schema;
}

function lazily(ajv: Ajv, id: string): ShapeCheck {
  return (value) => {
    const validate = ajv.getSchema(id) as ValidateFunction;
    if (validate(value)) return [];
    // Ajv gives every error from inside a form the form's own data.
    const errors = (validate.errors ?? []) as ShapeError[];
    return errors.map((error) => ({ ...error, data: target(value, error.instancePath).value }));
  };
}

/** `anyOf` becomes the keyword below, and references name their file, so that they can be followed from anywhere. */
function withOwnKeywords(schema: Schema): Schema {
  const id = String(schema['$id']);
  return JSON.parse(JSON.stringify(schema), function (this: Schema, key: string, value: unknown) {
    if (key === '$ref' && String(value).startsWith('#')) return `${id}${String(value)}`;
    if (typeof value !== 'object' || value === null || !('anyOf' in value)) return value;
    const { anyOf, ...rest } = value;
    return { ...rest, 'x-oneForm': anyOf };
  }) as Schema;
}

function definitionsOf(schemas: readonly Schema[]): ReadonlyMap<string, Schema> {
  const all = new Map<string, Schema>();
  for (const schema of schemas) {
    for (const [name, definition] of Object.entries(
      (schema['definitions'] ?? {}) as Record<string, Schema>,
    )) {
      all.set(`${String(schema['$id'])}#/definitions/${name}`, definition);
    }
  }
  return all;
}

function addKeywords(ajv: Ajv): void {
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
