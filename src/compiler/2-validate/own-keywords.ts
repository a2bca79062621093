import type { Schema } from '../../language/schemas.ts';
import { FORMATS } from './formats.ts';

/** What the published schemas say to editors only: our own keywords in other words, and how to show things. */
const FOR_EDITORS: ReadonlySet<string> = new Set([
  ...['if', 'then', 'else', 'not', 'oneOf', 'allOf'],
  ...['markdownDescription', 'markdownEnumDescriptions', 'patternErrorMessage', 'errorMessage'],
  ...['defaultSnippets', 'doNotSuggest'],
]);

/** What is kept of a schema whose forms say the rest. */
const SHOWN: ReadonlySet<string> = new Set(['title', 'description', 'examples']);

/** Keywords whose keys are names. */
const OF_NAMES: ReadonlySet<string> = new Set(['properties', 'definitions']);

/** A published schema as the compiler reads it. References name their file, so that they can be followed from anywhere. */
export function withOwnKeywords(schema: Schema): Schema {
  return own(schema, String(schema['$id'])) as Schema;
}

function own(node: unknown, id: string): unknown {
  if (Array.isArray(node)) return node.map((item) => own(item, id));
  if (typeof node !== 'object' || node === null) return node;
  const schema = node as Schema;
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$ref') kept[key] = `${id}${String(value)}`;
    else if (OF_NAMES.has(key) && isOwn(schema, key)) kept[key] = named(value as Schema, id);
    else if (isOwn(schema, key)) kept[key] = own(value, id);
  }
  return kept;
}

function named(schemas: Schema, id: string): Schema {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, own(schema, id)]));
}

function isOwn(schema: Schema, key: string): boolean {
  // Which form is meant is chosen by our own keyword; beside it all else says the same in other words.
  if ('x-oneForm' in schema) return key.startsWith('x-') || SHOWN.has(key);
  if (key === 'pattern') return !Object.hasOwn(FORMATS, String(schema['format']));
  return !FOR_EDITORS.has(key);
}
