import { stringify } from 'yaml';
import type { Schema } from '../../../src/language/schemas.ts';
import { exclusions } from './conditions.ts';
import { formOf, nameOf } from './form.ts';
import { publishedChoice } from './publish-choice.ts';
import { PATTERNS_OF_FORMATS } from './publish-formats.ts';

/**
 * A schema as editors read it: what our own keywords say is said in standard ones, and descriptions are in Markdown.
 */
export function publishSchema(schema: Schema): Schema {
  const definitions = toldByKind(schema['definitions'] as Record<string, Schema>);
  const published = publish({ ...schema, definitions }, definitions) as Schema;
  return { ...published, title: TITLES[String(schema['title'])] };
}

/** What editors call a document, instead of the name of its type. */
const TITLES: Readonly<Record<string, string>> = {
  MapDocument: 'Automation map',
  ProgramDocument: 'Partner program',
  ContactDocument: 'Contact fields',
  EventsDocument: 'Custom events',
  ActivitiesDocument: 'Activities',
  SendingDocument: 'Sending policy',
  EmailFrontMatter: 'Email',
  Scenario: 'Scenario',
};

/** Where editors offer the keys that say a step's kind, they tell what such a step does. */
function toldByKind(definitions: Record<string, Schema>): Record<string, Schema> {
  const lists = Object.values(definitions).filter((one) => one['x-choose'] === 'kind');
  const told = { ...definitions };
  for (const ref of lists.flatMap((one) => one['anyOf'] as Schema[])) {
    const { schema, kind = '', properties } = formOf(ref, definitions);
    const behind = properties[kind];
    if (!behind) continue;
    const value = formOf(behind, definitions).schema;
    const details = 'const' in value ? [] : [value['description']];
    const offered = { ...value, description: [schema['description'], ...details].join(' ') };
    if (behind['$ref']) told[nameOf(behind)] = offered;
    else told[nameOf(ref)] = { ...schema, properties: { ...properties, [kind]: offered } };
  }
  return told;
}

const VALUES = new Set(['examples', 'default', 'enum']);

function publish(node: unknown, definitions: Record<string, Schema>): unknown {
  if (Array.isArray(node)) return node.map((item) => publish(item, definitions));
  if (typeof node !== 'object' || node === null) return node;
  const each = (schemas: object) =>
    Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, publish(one, definitions)]));
  const entries = Object.entries(node).flatMap(([key, value]): [string, unknown][] => {
    if (key === 'tsType' || key.startsWith('x-')) return [];
    if (VALUES.has(key)) return [[key, value]];
    if (key === 'properties' || key === 'definitions') return [[key, each(value as object)]];
    return [[key, publish(value, definitions)]];
  });
  const schema = Object.fromEntries(entries) as Schema;
  return {
    ...schema,
    ...inMarkdown(node as Schema),
    ...publishedChoice(schema, (node as Schema)['x-choose'], definitions),
    ...exclusions(node as Schema),
    ...pattern(schema),
  };
}

/** Editors show a plain description with its backticks, one in Markdown as it is meant. */
function inMarkdown(schema: Schema): Schema {
  const { description } = schema;
  if (typeof description !== 'string') return {};
  const [example] = (schema['examples'] ?? []) as unknown[];
  const isInserted = isInsertedAsItIs(schema, example);
  const shown = typeof example !== 'object' ? '' : `\n\n\`\`\`yaml\n${stringify(example)}\`\`\``;
  const later = notRun(schema['x-notYet'] as NotYet | undefined);
  return {
    ...(isInserted ? {} : { examples: undefined }),
    ...(/[`_*]|\n/.test(description + shown + later)
      ? { markdownDescription: description + shown + later }
      : {}),
  };
}

type NotYet = true | { values?: string[]; except?: string[] };

function notRun(later: NotYet | undefined): string {
  if (later === true) return '\n\n_Checked, but not run by this version yet._';
  if (later?.values) return `\n\n_Not run by this version yet: ${later.values.join(', ')}._`;
  return later?.except?.length ? `\n\n_Run by this version: only ${later.except.join(', ')}._` : '';
}

/** Editors insert an example behind its key, and mangle all but plain values; of a closed list they have the values. */
function isInsertedAsItIs(schema: Schema, example: unknown): boolean {
  return typeof example !== 'object' && !schema['enum'] && !('const' in schema);
}

/** Editors do not know our formats, but patterns. */
function pattern(schema: Schema): Schema {
  const known = PATTERNS_OF_FORMATS[String(schema['format'])];
  return known ? { pattern: known.pattern, patternErrorMessage: known.message } : {};
}
