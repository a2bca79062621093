import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../src/compiler/2-validate/formats.ts';
import { shapeErrors } from '../../src/compiler/2-validate/shape-check.ts';
import { fileNameOf } from '../../src/compiler/1-parse/document-kind.ts';
import { DOCUMENT_SCHEMAS, type DocumentKind, type Schema } from '../../src/language/schemas.ts';
import { laterSpecimens } from '../language/later-specimens.ts';
import { runningSpecimens } from '../language/running-specimens.ts';

/** A validator that knows JSON Schema and nothing of this language but the meaning of its own two keywords. */
const ajv = new Ajv({ strict: false, strictNumbers: true });
for (const [name, format] of Object.entries(FORMATS)) ajv.addFormat(name, format.accepts);
const count = (keys: string[], value: object) => keys.filter((key) => Object.hasOwn(value, key)).length;
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
const validators = Object.fromEntries(
  Object.entries(DOCUMENT_SCHEMAS).map(([kind, schema]) => [kind, ajv.compile(withOtherEvents(schema))]),
) as Record<DocumentKind, ValidateFunction>;

/** Custom events are all names but those of the built-in ones; the schemas leave that to the choice of the form. */
function withOtherEvents(document: Schema): Schema {
  const { definitions } = document as {
    definitions: Record<string, { properties?: Record<string, Schema> }>;
  };
  const events = Object.values(definitions).map(({ properties }) => properties?.['on'] ?? {});
  const builtIn = events.flatMap((on) => (on['enum'] as string[] | undefined) ?? []);
  return JSON.parse(JSON.stringify(document), (key, value: Schema) =>
    key === 'on' && value['pattern'] !== undefined ? { ...value, not: { enum: [...new Set(builtIn)] } } : value,
  ) as Schema;
}

/** Where the check of the compiler and that of the general validator differ; nothing when they agree. */
function disagreement(kind: DocumentKind, value: unknown): object | undefined {
  const errors = shapeErrors(kind, value).filter(({ keyword }) => keyword !== 'x-notYet');
  const accepts = validators[kind](value);
  if (accepts === (errors.length === 0)) return undefined;
  const theirs = validators[kind].errors?.map(({ instancePath, keyword, message }) => [
    instancePath,
    keyword,
    message,
  ]);
  return {
    kind,
    ours: errors.map(({ instancePath, keyword, params }) => [instancePath, keyword, params]),
    theirs,
  };
}

const documents = [runningSpecimens(), laterSpecimens()].flatMap((specimens) =>
  Object.entries(specimens).flatMap(([path, value]): [DocumentKind, unknown][] => {
    const name = fileNameOf(path);
    return name && name.kind !== 'layout' && typeof value === 'object' ? [[name.kind, value]] : [];
  }),
);

/** Every value inside a document, by the mapping or list that holds it. */
function placesIn(value: unknown): [container: Record<string, unknown>, key: string][] {
  if (typeof value !== 'object' || value === null) return [];
  const container = value as Record<string, unknown>;
  return Object.keys(container).flatMap((key): [Record<string, unknown>, string][] => [
    [container, key],
    ...placesIn(container[key]),
  ]);
}

type Edit = (container: Record<string, unknown>, key: string) => void;

const words = fc.constantFrom(
  'on',
  'id',
  'email',
  'steps',
  'wait',
  'then',
  'values',
  'fields',
  'a/b~',
  '__proto__x',
);
const values = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    Infinity,
    '',
    'x',
    'A b',
    '1 day',
    '-1 day',
    'sale-recorded',
  ),
  fc.constantFrom<unknown>([], {}, [1, 1], ['a', 'a'], ['exit'], [{ email: 'x' }], {
    email: 'x',
    wait: '1 day',
  }),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
  fc.string({ minLength: 190, maxLength: 210 }),
);
const edits: fc.Arbitrary<Edit> = fc.oneof(
  values.map(
    (value): Edit =>
      (container, key) =>
        void (container[key] = structuredClone(value)),
  ),
  fc.constant<Edit>((container, key) =>
    Array.isArray(container) ? container.splice(Number(key), 1) : delete container[key],
  ),
  words.map((word): Edit => (container, key) => {
    if (!Array.isArray(container)) container[word] = container[key];
  }),
  fc.constant<Edit>((container, key) => {
    if (Array.isArray(container)) container.push(structuredClone(container[Number(key)]));
  }),
);

describe('the shape check accepts what any validator of JSON Schema accepts', () => {
  test.each(documents)('%s: a document that uses everything', (kind, value) => {
    expect(validators[kind](value)).toBe(true);
    expect(disagreement(kind, value)).toBeUndefined();
  });

  test('documents with up to three random changes', () => {
    const change = fc.tuple(fc.nat(), edits);
    const changes = fc.array(change, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...documents), changes, ([kind, document], several) => {
        const value = structuredClone(document);
        for (const [at, edit] of several) {
          const places = placesIn(value);
          const place = places[at % places.length];
          if (place) edit(...place);
        }
        expect(disagreement(kind, value)).toBeUndefined();
      }),
      { numRuns: 5000 },
    );
  });
});
