import type { Schema } from '../../../src/language/schemas.ts';
import { asYaml } from './as-yaml.ts';
import { laterNote } from './later.ts';
import { formsOf, propertiesIn, resolved, wordsOf, type Schemas, type Writing } from './schema-parts.ts';
import { isExplained, typeWords } from './type-words.ts';

/** All keys of a mapping, one bullet each, with what stands inside them below. */
export function keyList(mapping: Schema, writing: Writing): string {
  const required = (mapping['required'] ?? []) as string[];
  const rules = rulesOf(mapping);
  const bullets = keyBullets(propertiesIn(mapping), writing, required);
  return [bullets, ...(rules.length > 0 ? [rules.join(' ')] : [])].join('\n\n');
}

/** Some keys, one bullet each. */
export function keyBullets(
  keys: Schemas,
  writing: Writing,
  required: readonly string[] = [],
  indent = '',
): string {
  return Object.entries(keys)
    .map(([key, schema]) => bullet(key, schema, writing, required.includes(key), indent))
    .join('\n');
}

/** One key: type, meaning, default and example, and below it what stands inside. */
export function bullet(
  key: string,
  schema: Schema,
  writing: Writing,
  isRequired: boolean,
  indent = '',
): string {
  const { schema: whole } = resolved(schema, writing.root);
  const later = laterNote(whole);
  const facts = [
    typeWords(schema, writing),
    ...(isRequired ? ['required'] : []),
    ...(later ? [`_${later}_`] : []),
  ];
  const line = [
    `${indent}- **\`${key}\`** (${facts.join(', ')}): ${String(whole['description'])}`,
    defaultOf(whole),
    exampleOf(key, whole),
  ];
  const inside = insideOf(schema, writing, `${indent}  `);
  return [line.filter(Boolean).join(' '), ...inside].join('\n');
}

/** What is to be said below a value: its words, or the keys of the mapping that it is or holds. */
export function insideOf(schema: Schema, writing: Writing, indent: string): string[] {
  const { schema: whole, name } = resolved(schema, writing.root);
  if (isExplained(name)) return [];
  const meanings = (whole['markdownEnumDescriptions'] ?? []) as string[];
  const lines = wordsOf(whole).flatMap((word, index) =>
    meanings[index] === undefined ? [] : [`${indent}- \`${String(word)}\`: ${meanings[index]}`],
  );
  if (whole['anyOf']) lines.push(...insideForms(formsOf(whole), writing, indent));
  if (whole['items']) lines.push(...insideOf(whole['items'] as Schema, writing, indent));
  if (typeof whole['additionalProperties'] === 'object')
    lines.push(...insideOf(whole['additionalProperties'] as Schema, writing, indent));
  if (whole['properties']) {
    lines.push(
      keyBullets(propertiesIn(whole), writing, (whole['required'] ?? []) as string[], indent),
      ...rulesOf(whole).map((rule) => `${indent}- ${rule}`),
    );
  }
  return lines;
}

/** Where several forms have keys of their own, each is told apart by what it is for. */
function insideForms(forms: readonly Schema[], writing: Writing, indent: string): string[] {
  const inside = forms.map((form) => insideOf(form, writing, indent)).filter((lines) => lines.length > 0);
  if (inside.length < 2) return inside.flat();
  return forms.flatMap((form) => {
    const { description } = resolved(form, writing.root).schema;
    // Words that explain themselves stand beside what the other forms are for.
    if (typeof description !== 'string') return insideOf(form, writing, indent);
    const lines = insideOf(form, writing, `${indent}  `);
    return lines.length > 0 ? [`${indent}- ${description}`, ...lines] : [];
  });
}

function defaultOf({ default: value, description }: Schema): string {
  return value === undefined || String(description).includes('Default:')
    ? ''
    : `Default: \`${asYaml(value)}\`.`;
}

function exampleOf(key: string, schema: Schema): string {
  const [example] = (schema['examples'] ?? []) as unknown[];
  return example === undefined ? '' : `Example: \`${asYaml({ [key]: example })}\``;
}

/** What holds between the keys of a mapping. */
function rulesOf(mapping: Schema): string[] {
  const named = (keyword: string) =>
    ((mapping[keyword] ?? []) as string[]).map((key) => `\`${key}\``).join(', ');
  const needed = Object.entries((mapping['dependencies'] ?? {}) as Record<string, string[]>);
  const exactly = named('x-exactlyOne');
  const atMost = named('x-atMostOne');
  return [
    ...(exactly ? [`Exactly one of ${exactly}.`] : []),
    ...(atMost ? [`At most one of ${atMost}.`] : []),
    ...needed.map(([key, others]) => `\`${key}\` needs ${others.map((one) => `\`${one}\``).join(' and ')}.`),
  ];
}
