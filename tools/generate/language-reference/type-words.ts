import { posix } from 'node:path';
import type { Schema } from '../../../src/language/schemas.ts';
import { typesOf } from '../language/form.ts';
import { formsOf, resolved, wordsOf, type Writing } from './schema-parts.ts';

/** Definitions with a place of their own in the reference: what they are called, and where they are explained. */
const EXPLAINED: Readonly<Record<string, readonly [string, string]>> = {
  step: ['step', 'language/steps.md'],
  steps: ['steps', 'language/steps.md'],
  trigger: ['trigger', 'language/maps.md#triggers'],
  milestoneBlock: ['milestone block', 'language/maps.md#milestones'],
  moved: ['line of `from` and `to`', 'language/maps.md#changing-a-map-that-people-are-on'],
  onFailure: ['mapping', 'language/steps.md#when-a-step-fails'],
  timelineEntry: ['entry', 'language/scenarios.md#timeline'],
  waitFor: ['event', 'language/events.md'],
  goal: ['event', 'language/events.md'],
};

/** Forms of text that have a place of their own. */
const FORMATS: Readonly<Record<string, readonly [string, string?]>> = {
  duration: ['duration', 'language/values.md#durations'],
  'positive-duration': ['duration', 'language/values.md#durations'],
  offset: ['duration with or without a minus sign', 'language/values.md#durations'],
  'duration-or-instant': ['duration or date-time', 'language/values.md#durations'],
  'time-of-day': ['time of day', 'language/values.md#times'],
  instant: ['date-time', 'language/values.md#times'],
  'instant-or-field': ['date-time or date field', 'language/values.md#times'],
  date: ['date', 'language/values.md#times'],
  'time-zone': ['time zone', 'language/values.md#times'],
  'contact-or-time-zone': ['`contact` or a time zone', 'language/values.md#times'],
  currency: ['currency', 'language/values.md#money'],
  locale: ['locale'],
  address: ['email address'],
  mailbox: ['email address with or without a name'],
  recipient: ['email address or team'],
  'web-address': ['web address'],
  'webhook-address': ['web address'],
  'text-with-secrets': ['text'],
};

/** What a value is, in words: "list of [steps](steps.md)". */
export function typeWords(schema: Schema, writing: Writing): string {
  return oneOf(allWords(schema, writing));
}

function allWords(schema: Schema, writing: Writing): string[] {
  const { schema: whole, name } = resolved(schema, writing.root);
  const explained = EXPLAINED[name];
  if (explained) return [link(explained, writing)];
  if (whole['anyOf']) return formWords(formsOf(whole), writing);
  const words = wordsOf(whole);
  if (words.length > 0) return words.map((word) => `\`${String(word)}\``);
  const types = typesOf(whole);
  return types.length === 0 ? ['any value'] : types.flatMap((type) => wordsOfType(type, whole, writing));
}

function formWords(forms: readonly Schema[], writing: Writing): string[] {
  const [one, list] = forms.map((form) => resolved(form, writing.root).schema);
  const items = list?.['items'];
  const isListOfOther =
    forms.length === 2 && one && items && typeWords(items as Schema, writing) === typeWords(one, writing);
  if (isListOfOther) return [`${typeWords(one, writing)}, or a list of them`];
  return forms.flatMap((form) => allWords(form, writing));
}

/** Whether a value is explained elsewhere, so that its keys are not listed again. */
export function isExplained(name: string): boolean {
  return Object.hasOwn(EXPLAINED, name);
}

/** The address of a place below docs/, from a page below docs/. */
export function addressFrom(page: string, target: string): string {
  const [path = '', anchor] = target.split('#');
  const way = path === page ? '' : posix.relative(posix.dirname(page), path);
  return anchor === undefined ? way : `${way}#${anchor}`;
}

function wordsOfType(type: string, schema: Schema, writing: Writing): string[] {
  if (type === 'boolean') return ['`true`', '`false`'];
  return [wordOf(type, schema, writing)];
}

function wordOf(type: string, schema: Schema, writing: Writing): string {
  switch (type) {
    case 'string':
      return textWords(schema, writing);
    case 'integer':
    case 'number':
      return numberWords(type === 'integer' ? 'whole number' : 'number', schema);
    case 'array':
      return `list of ${plural(typeWords(schema['items'] as Schema, writing))}`;
    case 'object':
      return mappingWords(schema, writing);
    default:
      return 'any value';
  }
}

function textWords({ format, description, pattern, maxLength }: Schema, writing: Writing): string {
  const known = typeof format === 'string' ? FORMATS[format] : undefined;
  if (known) return link(known, writing);
  if (/^(A|The) CEL /.test(String(description))) return link(['CEL', 'language/expressions.md'], writing);
  if (/^(A|The) team /.test(String(description))) return link(['team', 'language/sending.md#teams'], writing);
  if (pattern !== undefined && maxLength === undefined)
    return link(['name', 'language/values.md#names'], writing);
  return typeof maxLength === 'number' ? `text of at most ${maxLength} characters` : 'text';
}

function numberWords(word: string, { minimum, maximum }: Schema): string {
  if (typeof minimum !== 'number') return word;
  return typeof maximum === 'number' ? `${word} from ${minimum} to ${maximum}` : `${word} from ${minimum}`;
}

function mappingWords({ additionalProperties, properties }: Schema, writing: Writing): string {
  if (properties !== undefined || typeof additionalProperties !== 'object') return 'mapping';
  return `mapping: name → ${typeWords(additionalProperties as Schema, writing)}`;
}

/** "list of texts or mappings", not "list of text or mapping". */
function plural(words: string): string {
  return words.replace(/\b(step|text|mapping|name|number|address|entry|line|team)\b(?![^(]*\))/g, (word) =>
    word === 'entry' ? 'entries' : word === 'address' ? 'addresses' : `${word}s`,
  );
}

function oneOf(words: readonly string[]): string {
  const all = [...new Set(words)];
  const last = all.pop() ?? '';
  return all.length === 0 ? last : `${all.join(', ')} or ${last}`;
}

function link([text, target]: readonly [string, string?], { page }: Writing): string {
  const address = target === undefined ? '' : addressFrom(page, target);
  return address === '' ? text : `[${text}](${address})`;
}
