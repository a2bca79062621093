import { diagnostic, type Place } from '../../diagnostics/catalog.ts';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts';
import { listed, suggestion, type Suggestion } from '../../diagnostics/suggest.ts';
import type { Schema } from '../../language/schemas.ts';
import { valuePlace, keyPlace, sourceOf, type ParsedFile } from '../1-parse/parsed-file.ts';
import { explainText, shortened } from './explain-text.ts';
import { resolved } from './references.ts';
import { fits } from './shape-check.ts';
import type { ShapeError } from './shape-error.ts';
import { target, type Target } from './target.ts';
import { inWords, inYaml, typeOf } from './value-types.ts';
import { wrapped } from './wrapped.ts';
import { meantAs, type Meant } from './yaml-reading.ts';

/** One thing that is wrong with a shape, with where it is. */
export interface Explained {
  error: ShapeError;
  at: Target;
  file: ParsedFile;
  /** The place of the value. */
  value: Place;
  /** The place of the key that holds the value, or of the list item. */
  key: Place;
  schema: Schema;
}

/** Puts a shape error into the words of the catalog; undefined for ajv's summaries of other errors. */
export function explain(file: ParsedFile, error: ShapeError): Diagnostic | undefined {
  const at = target(file.value, error.instancePath);
  const inside = typeof error.data === 'object' && error.data !== null ? error.data : undefined;
  const key = at.container ? keyPlace(file, at.container, at.key) : valuePlace(file);
  const value =
    at.container && !inside
      ? valuePlace(file, at.container, at.key)
      : inside
        ? valuePlace(file, inside)
        : key;
  const schema = error.parentSchema;
  return EXPLAINERS[error.keyword]?.({ error, at, file, value, key, schema });
}

const EXPLAINERS: Readonly<Record<string, (one: Explained) => Diagnostic | undefined>> = {
  additionalProperties: unknownKey,
  required: missingKey,
  dependencies: missingPartner,
  type: wrongType,
  enum: notAllowed,
  const: notAllowed,
  minimum: outOfRange,
  exclusiveMinimum: outOfRange,
  maximum: outOfRange,
  pattern: explainText,
  format: explainText,
  maxLength: (one) =>
    empty(one, `is longer than ${String(one.error.params['limit'])} characters`, 'Shorten it.'),
  minLength: (one) => empty(one, 'is empty', 'Write a text, or leave the key out.'),
  minItems: (one) => empty(one, 'is empty', 'Add an entry.'),
  minProperties: (one) => empty(one, 'is empty', entryMissing(one.schema)),
  uniqueItems: (one) => empty(one, 'holds the same value twice', 'Remove one of the two.'),
  'no-kind': noKind,
  'two-kinds': twoKinds,
  'x-exactlyOne': (one) => exclusive(one, 'exactly one'),
  'x-atMostOne': (one) => exclusive(one, 'at most one'),
  'x-notYet': notYet,
};

function unknownKey({ error, at, file, schema }: Explained): Diagnostic {
  const key = String(error.params['additionalProperty']);
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const allowed = properties.flatMap(([name, property]) => (property['x-judgedLater'] ? [] : [name]));
  const place = keyPlace(file, error.data as object, key);
  const args = {
    key,
    where: whereOf(at, error.data, file),
    allowed: listed(allowed),
    suggestion: suggestion(key, allowed, Object.keys(error.data as object)) || inPlaceOf(key, error),
  };
  return diagnostic('MW203', args, place);
}

/** The only key that is missing may be meant by the only one that is unknown. */
function inPlaceOf(word: string, { params: { instead } }: ShapeError): Suggestion | '' {
  return typeof instead === 'string' ? { word, meant: instead, certain: false } : '';
}

function missingKey({ error, at, file, value, key, schema }: Explained): Diagnostic {
  const missing = String(error.params['missingProperty']);
  const property = (schema['properties'] as Record<string, Schema> | undefined)?.[missing];
  const args = { where: whereOf(at, error.data, file), key: missing, example: exampleOf(property) };
  return diagnostic('MW202', args, typeof at.key === 'string' ? key : value);
}

/** A key that makes sense only beside another one, such as `offset` beside `until`. */
function missingPartner({ error, at, file, schema }: Explained): Diagnostic {
  const { property, missingProperty } = error.params as { property: string; missingProperty: string };
  const missing = (schema['properties'] as Record<string, Schema> | undefined)?.[missingProperty];
  const where = `${whereOf(at, error.data, file)} with \`${property}\``;
  const args = { where, key: missingProperty, example: exampleOf(missing) };
  return diagnostic('MW202', args, keyPlace(file, error.data as object, property));
}

function wrongType(one: Explained): Diagnostic {
  const { error, at, value, schema, file } = one;
  const expected = inWords(error.params['type'] as string | string[]);
  const example = exampleOf(schema);
  const types = [error.params['type'] as string | string[]].flat();
  const { meant, fixes } = reading(one, types, wrapped(one, types));
  const fix = meant ?? (example === '…' ? `Write ${expected}.` : `For example: ${example}`);
  const args = {
    what: whereOf(at, undefined, file),
    expected,
    actual: inWords(typeOf(error.data)),
    fix,
  };
  return diagnostic('MW201', args, value, { fixes });
}

/** What YAML made of a value that was meant otherwise, as a hint and a fix. */
function reading(
  { error, at, file, value, schema }: Explained,
  expected: string[],
  otherwise?: Meant,
): { meant?: string; fixes: Fix[] } {
  const source = at.container
    ? sourceOf(file, at.container, at.key)
    : file.text.slice(file.root.start, file.root.end);
  const meant = meantAs({ expected, source, value: error.data }) ?? otherwise;
  // In quotes a number would still be no duration.
  const isWrongText = typeof error.data === 'number' && expected.includes('string') && !fits(schema, source);
  if (!meant || isWrongText) return { fixes: [] };
  const { hint, replacement } = meant;
  if (replacement === undefined) return { meant: hint, fixes: [] };
  return { meant: hint, fixes: [{ title: `Write \`${replacement}\``, ...value, text: replacement }] };
}

function notAllowed(one: Explained): Diagnostic {
  const { error, at, value, file } = one;
  const { allowedValues, allowedValue } = error.params as {
    allowedValues?: unknown[];
    allowedValue?: unknown;
  };
  const allowed = (allowedValues ?? [allowedValue]).map(String);
  const written = shortened(inYaml(error.data));
  const types = (allowedValues ?? [allowedValue]).map((allowed) => typeof allowed);
  // An entry of a list, or what stands below its key, could be a mapping as well.
  const isBelow = typeof at.key === 'number' || value.start.line > one.key.start.line;
  const { meant, fixes } = reading(one, isBelow ? [...types, 'object'] : types);
  const args = {
    value: written,
    what: whereOf(at, undefined, file),
    allowed: listed(allowed),
    suggestion:
      meant === undefined ? suggestion(written, allowed) || longerOrShorter(written, allowed) : `${meant} `,
  };
  return diagnostic('MW204', args, value, { fixes });
}

/** "monday" for `mon`, "auto" for `automatic`. */
function longerOrShorter(written: string, allowed: readonly string[]): Suggestion | '' {
  const word = written.toLowerCase();
  const meant = allowed.filter((one) => Math.min(one.length, word.length) >= 3);
  const found = meant.find((one) => word.startsWith(one) || one.startsWith(word));
  return found === undefined ? '' : { word: written, meant: found, certain: false };
}

const BOUNDS: Readonly<Record<string, string>> = { '>=': 'at least', '>': 'more than', '<=': 'at most' };

function outOfRange({ error, at, value, file }: Explained): Diagnostic {
  const { comparison, limit } = error.params;
  const bound = `${BOUNDS[String(comparison)] ?? ''} ${String(limit)}`;
  return diagnostic('MW205', { what: whereOf(at, undefined, file), bound, value: String(error.data) }, value);
}

function empty({ at, value, key, file }: Explained, problem: string, fix: string): Diagnostic {
  return diagnostic(
    'MW209',
    { what: whereOf(at, undefined, file), problem, fix },
    at.container ? key : value,
  );
}

function entryMissing({ properties }: Schema): string {
  const keys = Object.keys((properties ?? {}) as object);
  return keys.length === 0 ? 'Add an entry.' : `Add one of the keys ${listed(keys)}.`;
}

function noKind({ error, at, value, file }: Explained): Diagnostic {
  const { kinds, found } = error.params as { kinds: string[]; found: string[] };
  const strange = found.filter((key) => !COMMON_KEYS.has(key));
  const [first, meant] = strange
    .map((key) => [key, suggestion(key, kinds, found)] as const)
    .find(([, near]) => near !== '') ?? [strange[0], ''];
  const place = first === undefined ? value : keyPlace(file, error.data as object, first);
  const what = first === undefined ? '' : `, and \`${first}\` is none`;
  const where = `\`${at.path}\``;
  return diagnostic(
    'MW207',
    { where, found: what, kinds: listed(kinds, kinds.length), suggestion: meant },
    place,
  );
}

const COMMON_KEYS = new Set(['id', 'title', 'if', 'onFailure', 'after', 'at']);

function twoKinds({ error, at, file }: Explained): Diagnostic {
  const [first, second] = error.params['kinds'] as [string, string];
  const place = keyPlace(file, error.data as object, second);
  return diagnostic('MW208', { where: whereOf(at, undefined, file), first, second }, place);
}

function exclusive({ error, at, value, key, file, schema }: Explained, count: string): Diagnostic {
  const keys = schema[error.keyword] as string[];
  const found = keys.filter((one) => Object.hasOwn(error.data as object, one));
  const second = found[1];
  const place = second
    ? keyPlace(file, error.data as object, second)
    : typeof at.key === 'string'
      ? key
      : value;
  const args = {
    where: whereOf(at, error.data, file),
    count,
    keys: listed(keys),
    found: found.length > 0 ? listed(found) : 'none',
  };
  return diagnostic('MW210', args, place);
}

function notYet({ error, at, file, key, value, schema }: Explained): Diagnostic {
  const instead =
    typeof schema['x-instead'] === 'string' ? schema['x-instead'] : 'Remove it; a later version will run it.';
  if (schema['x-notYet'] === true)
    return diagnostic('MW299', { key: at.container ? String(at.key) : `${file.kind}.yaml`, instead }, key);
  return diagnostic('MW299', { key: `${String(at.key)}: ${shortened(inYaml(error.data))}`, instead }, value);
}

function whereOf(at: Target, data: unknown, file: ParsedFile): string {
  if (!at.container) return WHOLE[file.kind];
  const event = typeof data === 'object' && data !== null && 'on' in data ? data.on : undefined;
  return typeof event === 'string' ? `\`${at.path}\` (on: ${event})` : `\`${at.path}\``;
}

const WHOLE: Readonly<Record<ParsedFile['kind'], string>> = {
  map: 'a map',
  program: 'a partner program',
  contact: 'contact.yaml',
  events: 'events.yaml',
  activities: 'activities.yaml',
  sending: 'sending.yaml',
  email: 'an email’s front matter',
  scenario: 'a scenario',
  population: 'a population',
};

function exampleOf(schema: Schema | undefined): string {
  const [example] = (schema && (resolved(schema)['examples'] as unknown[] | undefined)) ?? [];
  return example === undefined ? '…' : inYaml(example);
}
