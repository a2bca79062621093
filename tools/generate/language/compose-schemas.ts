import type { Schema } from '../../../src/language/schemas.ts';
import { entryForms, eventFormNames, eventForms, ref, stepForms, type Definitions } from './compose-forms.ts';
import type { LanguageSource } from './source.ts';

/** One self-contained schema of each document kind: nothing in it refers to another file. */
export function composeSchemas(source: LanguageSource): Record<string, Schema> {
  const shared: Definitions = {
    ...source.values,
    ...definitionsOf(source.steps),
    ...definitionsOf(source.events),
    ...stepForms(source),
    ...eventForms(source),
    ...entryForms(source),
  };
  return Object.fromEntries(
    Object.entries(source.documents).map(([kind, document]) => {
      const own = (document['definitions'] ?? {}) as Definitions;
      const all = withForms({ ...shared, ...own }, source) as Definitions;
      const whole = withForms(document, source) as Schema;
      return [kind, titled(kind, { ...whole, definitions: used({ ...whole, definitions: {} }, all) })];
    }),
  );
}

function definitionsOf(pieces: Record<string, { definitions?: Definitions }>): Definitions {
  return Object.assign({}, ...Object.values(pieces).map(({ definitions }) => definitions)) as Definitions;
}

/** `"anyOf": "STEPS"` and its like stand for all forms of steps, entries and events. */
function withForms(node: unknown, source: LanguageSource): unknown {
  if (Array.isArray(node)) return node.map((item) => withForms(item, source));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'anyOf' && typeof value === 'string' ? formsNamed(value, source) : withForms(value, source),
    ]),
  );
}

function formsNamed(name: string, source: LanguageSource): Schema[] {
  const [what, use = ''] = name.split(' ');
  if (what === 'STEPS')
    return [...Object.keys(source.steps).map((kind) => ref(`${kind}Step`)), { enum: ['exit', 'end'] }];
  if (what === 'ENTRIES')
    return [...Object.keys(source.timeline).map((key) => ref(`${key}Entry`)), ref('timeOnlyEntry')];
  return eventFormNames(source, use).map(ref);
}

/** The definitions that a schema needs, in the order in which it needs them. */
function used(schema: unknown, all: Definitions, found: Definitions = {}): Definitions {
  if (typeof schema !== 'object' || schema === null) return found;
  const name = (schema as Schema)['$ref'];
  if (typeof name === 'string') {
    const key = name.replace('#/definitions/', '');
    const definition = all[key];
    if (!definition) throw new Error(`The sources of the language refer to ${name}, which is not there.`);
    if (found[key]) return found;
    found[key] = definition;
    return used(definition, all, found);
  }
  for (const value of Object.values(schema)) used(value, all, found);
  return found;
}

function titled(kind: string, schema: Schema): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `${kind}.schema.json`,
    ...(withTitles(schema, '') as Schema),
    title: schema['title'],
  };
}

/** Gives every property and definition a title, as editors show one above the description. */
function withTitles(node: unknown, name: string): unknown {
  if (Array.isArray(node)) return node.map((item) => withTitles(item, ''));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]): [string, unknown] => {
    if (key === 'examples' || key === 'default' || key === 'enum') return [key, value];
    if (key === 'propertyNames') return [key, { title: 'name', ...(value as Schema) }];
    if (key === 'properties' || key === 'definitions') return [key, eachWithTitle(value as Definitions)];
    return [key, withTitles(value, '')];
  });
  const title = name === '' || '$ref' in node ? {} : { title: words(name) };
  return { ...title, ...Object.fromEntries(entries) };
}

function eachWithTitle(schemas: Definitions): Definitions {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, withTitles(schema, name) as Schema]),
  );
}

/** "linkValidFor" is shown as "Link valid for". */
function words(name: string): string {
  const text = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
