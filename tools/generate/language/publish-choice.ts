import type { Schema } from '../../../src/language/schemas.ts';
import { chain, forbidden, onlyKnown, when } from './conditions.ts';
import { everyKeyOf, formOf, propertiesOf, typesOf, type Form } from './form.ts';

/**
 * `anyOf` in words of which editors make something: conditions that lead to the one form that is meant. With
 * `anyOf` itself they offer the keys of all forms, and for one mistake list what each form would rather have.
 */
export function publishedChoice(
  node: Schema,
  choice: unknown,
  definitions: Readonly<Record<string, Schema>>,
): Schema {
  const anyOf = node['anyOf'] as Schema[] | undefined;
  if (!anyOf) return {};
  const forms = anyOf.map((ref) => formOf(ref, definitions));
  const instead = { anyOf: undefined };
  if (choice === 'on') return { ...instead, ...byEvent(forms) };
  if (choice === 'kind') return { ...instead, ...byKind(forms) };
  // Words are offered only where editors find them without a condition.
  const hasWords = forms.some(({ schema }) => schema['enum']);
  return hasWords ? {} : { ...instead, ...byType(forms) };
}

/** `on` says the form; every other event is a custom one. */
function byEvent(forms: readonly Form[]): Schema {
  const builtIn = forms.slice(0, -1);
  const custom = forms.slice(-1);
  const common = custom.flatMap(({ properties }) =>
    Object.keys(properties).filter((key) => key !== 'on' && !properties[key]?.['x-judgedLater']),
  );
  const undecided = {
    properties: propertiesOf(custom, common),
    defaultSnippets: builtIn.flatMap(eventSnippets),
    ...onlyKnown(everyKeyOf(forms), { required: ['on'] }),
  };
  const conditions = forms.map(({ ref, properties }): [Schema, Schema] => {
    const names = eventsOf(properties);
    const on = names.length > 0 ? { enum: names } : { pattern: properties['on']?.['pattern'] };
    return [{ type: 'object', required: ['on'], properties: { on } }, ref];
  });
  return { type: 'object', properties: { on: anyEvent(builtIn) }, ...chain(conditions, undecided) };
}

/** Offered as a snippet of each event, since editors put quotes around an `on` that they insert as a key. */
function eventSnippets({ schema, properties }: Form): Schema[] {
  const [, ...required] = schema['required'] as string[];
  const beside = Object.fromEntries(required.map((key, index) => [key, `$${index + 1}`]));
  return eventsOf(properties).map((event, index) => ({
    label: `on: ${event}`,
    markdownDescription: descriptionsOf(schema)[index],
    body: { on: event, ...beside },
  }));
}

/** Every name is an event; the built-in ones are listed where editors look for what to offer. */
function anyEvent(builtIn: readonly Form[]): Schema {
  return {
    title: 'On',
    description: builtIn[0]?.properties['on']?.['description'],
    doNotSuggest: true,
    type: 'string',
    pattern: '^[a-z][a-z0-9-]{0,59}$',
    patternErrorMessage: 'An event is a built-in one, such as form-submitted, or a name of events.yaml.',
    anyOf: [
      {
        enum: builtIn.flatMap(({ properties }) => eventsOf(properties)),
        markdownEnumDescriptions: builtIn.flatMap(({ schema }) => descriptionsOf(schema)),
      },
      {},
    ],
  };
}

function eventsOf({ on }: Form['properties']): string[] {
  return (on?.['enum'] ?? []) as string[];
}

function descriptionsOf({ description }: Schema): string[] {
  return String(description).split(' Or: ');
}

/** The key that is there says the form; a text is a bare word. */
function byKind(forms: readonly Form[]): Schema {
  const words = forms.find(({ schema }) => schema['enum'])?.schema;
  const mappings = forms.filter(({ schema }) => schema !== words);
  const names = mappings.flatMap(({ kind }) => kind ?? []);
  const withoutKind = mappings.find(({ kind }) => kind === undefined);
  const keys = everyKeyOf(mappings);
  const wrong = {
    required: ['exactly one kind'],
    errorMessage: `Exactly one key that says the kind is needed: ${names.join(', ')}.`,
  };
  const none = withoutKind && when({ properties: forbidden(names) }, withoutKind.ref, wrong);
  const undecided = { properties: propertiesOf(mappings, keys), ...onlyKnown(keys, none ?? wrong) };
  const conditions = mappings.flatMap(({ kind, ref }): [Schema, Schema][] => {
    if (kind === undefined) return [];
    const others = forbidden(names.filter((name) => name !== kind));
    return [[{ type: 'object', required: [kind], properties: others }, ref]];
  });
  const mapping = chain(conditions, undecided);
  return words
    ? { type: ['string', 'object'], ...withWords(words, mapping) }
    : { type: 'object', ...mapping };
}

/** Editors that find an `enum` in a list offer its words with a colon; a pattern means the same. */
function withWords({ enum: words }: Schema, mapping: Schema): Schema {
  const list = words as string[];
  const pattern = `^(${list.join('|')})$`;
  const patternErrorMessage = `A bare word is one of: ${list.join(', ')}.`;
  return {
    allOf: [when({ type: 'string' }, { pattern, patternErrorMessage }), when({ type: 'object' }, mapping)],
  };
}

/** Forms of different JSON types: each is for its type. */
function byType(forms: readonly Form[]): Schema {
  const conditions = forms.map(({ ref, schema }) => {
    const { type: _type, ...rest } = schema;
    return when({ type: typesOf(schema) }, ref['$ref'] ? ref : rest);
  });
  return { type: forms.flatMap(({ schema }) => typesOf(schema)), allOf: conditions };
}
