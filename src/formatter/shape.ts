import { choose, type Alternative, type ChoiceMode } from '../compiler/2-validate/choose.ts';
import { DOCUMENT_SCHEMAS, type DocumentKind, type Schema } from '../language/schemas.ts';
import { followed, isSchema, type Shape } from './schema-references.ts';

/** The one form of a shape that a value takes. */
export interface Form extends Shape {
  /** The form is one of several, told apart by this key, such as `email` of an email step. */
  kind?: string;
}

/** The shape of a whole document. */
export function documentShape(kind: DocumentKind): Shape {
  return { schema: DOCUMENT_SCHEMAS[kind], file: DOCUMENT_SCHEMAS[kind] };
}

/** The form that a value takes; undefined where the language has none for it. */
export function formOf(shape: Shape | undefined, value: unknown): Form | undefined {
  const at = shape && followed(shape);
  const choices = at && choicesOf(at);
  if (!choices) return at;
  const choice = choose(value, [...choices.forms.keys()], choices.mode);
  if (!('chosen' in choice)) return undefined;
  const chosen = formOf(choices.forms.get(choice.chosen), value);
  const { kind } = choice.chosen;
  return chosen && choices.mode === 'kind' && kind !== undefined ? { ...chosen, kind } : chosen;
}

/** The shape of what a mapping holds under a key. */
export function shapeAt({ schema, file }: Form, key: string): Shape | undefined {
  const properties = propertiesOf(schema);
  const inner = Object.hasOwn(properties, key) ? properties[key] : schema['additionalProperties'];
  return isSchema(inner) ? { schema: inner, file } : undefined;
}

/** The shape of the items of a list. */
export function itemShape({ schema, file }: Form): Shape | undefined {
  const items = schema['items'];
  return isSchema(items) ? { schema: items, file } : undefined;
}

/** The keys that the language knows in a mapping, in its order; none where the author names them. */
export function knownKeys({ schema }: Form): string[] {
  return Object.keys(propertiesOf(schema));
}

/** Whether every form but mappings and lists is text. */
export function isTextOnly(shape: Shape | undefined): boolean {
  const types = alternativesOf(shape).flatMap((alternative) => alternative.types);
  const scalars = types.filter((type) => type !== 'object' && type !== 'array');
  return scalars.length > 0 && scalars.every((type) => type === 'string');
}

/** Whether a shape with several forms takes this very text. */
export function allowsText(shape: Shape | undefined, text: string): boolean {
  const alternatives = alternativesOf(shape);
  return (
    alternatives.length > 1 &&
    alternatives.some(({ schema, types }) => {
      const values = schema['enum'];
      return Array.isArray(values) ? values.includes(text) : types.includes('string');
    })
  );
}

function alternativesOf(shape: Shape | undefined): Alternative[] {
  const at = shape && followed(shape);
  if (!at) return [];
  return [...(choicesOf(at)?.forms.keys() ?? [alternativeOf(at.schema)])];
}

/** The forms of a shape, and how one is chosen. */
interface Choices {
  forms: ReadonlyMap<Alternative, Shape>;
  mode: ChoiceMode;
}

const known = new WeakMap<Schema, Choices>();

function choicesOf({ schema, file }: Shape): Choices | undefined {
  // Beside the language's own keyword, `anyOf` and its like say the same to editors.
  const forms = schema['x-oneForm'] ?? schema['anyOf'];
  if (!Array.isArray(forms)) return undefined;
  const found = known.get(schema);
  if (found) return found;
  const shapes = forms
    .filter(isSchema)
    .map((form) => followed({ schema: form, file }) ?? { schema: form, file });
  const choices = {
    forms: new Map(shapes.map((form) => [alternativeOf(form.schema), form])),
    mode: modeOf(schema),
  };
  known.set(schema, choices);
  return choices;
}

function alternativeOf(schema: Schema): Alternative {
  const constant = Object.hasOwn(schema, 'const') ? [schema['const']] : [];
  const values = (schema['enum'] as unknown[] | undefined) ?? constant;
  const written = schema['type'] as string | string[] | undefined;
  const types = written === undefined ? values.map((value) => typeof value) : [written].flat();
  const all = types.map((type) => (type === 'integer' ? 'number' : type));
  return { schema, types: [...new Set(all)], kind: (schema['required'] as string[] | undefined)?.[0] };
}

function modeOf(schema: Schema): ChoiceMode {
  const mode = schema['x-choose'];
  if (mode === 'kind') return 'kind';
  return typeof mode === 'string' ? { key: mode } : 'type';
}

function propertiesOf(schema: Schema): Readonly<Record<string, Schema>> {
  return (schema['properties'] ?? {}) as Record<string, Schema>;
}
