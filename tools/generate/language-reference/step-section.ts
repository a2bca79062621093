import type { Schema } from '../../../src/language/schemas.ts';
import type { LanguageSource } from '../language/source.ts';
import { bullet, insideOf, keyBullets } from './key-list.ts';
import { laterNote } from './later.ts';
import { formsOf, keysOfEveryForm, resolved, type Writing } from './schema-parts.ts';
import { typeWords } from './type-words.ts';

/** What a step kind does, in a sentence, and whether it is run. */
export function aboutStep(kind: string, source: LanguageSource, { root }: Writing): string {
  const step = source.steps[kind];
  if (!step) throw new Error(`There is no step kind ${kind}.`);
  return [`${step.description}`, ...notRun(resolved(step.value, root).schema)].join('\n\n');
}

/** What stands behind the key of a step kind. */
export function stepSection(kind: string, source: LanguageSource, writing: Writing): string {
  const step = source.steps[kind];
  if (!step) throw new Error(`There is no step kind ${kind}.`);
  const { schema: value } = resolved(step.value, writing.root);
  const required = (value['required'] ?? []) as string[];
  const keys =
    value['x-choose'] === 'on'
      ? [eventKey(writing), keyBullets(keysOfEveryForm(value, writing.root), writing)].join('\n')
      : valueOf(kind, step.value, value, writing, required);
  return `**Keys**\n\n${keys}`;
}

/** A note above a step or an event that this version checks and does not run. */
export function notRun(schema: Schema): string[] {
  if (laterNote(schema) !== 'not run yet') return [];
  return [`> **Not run yet.** This version checks it and refuses to start with it.${insteadOf(schema)}`];
}

/** What can be written instead of it today. */
export function insteadOf({ 'x-instead': instead }: Schema): string {
  return typeof instead === 'string' ? ` ${instead}` : '';
}

function valueOf(
  kind: string,
  written: Schema,
  value: Schema,
  writing: Writing,
  required: readonly string[],
): string {
  const isMapping = value['properties'] !== undefined;
  if (isMapping) return insideOf(written, writing, '').join('\n');
  const { 'x-notYet': _later, ...plain } = value;
  const hasForms = formsOf(value).length > 1;
  const line = bullet(kind, hasForms ? { ...plain, type: undefined } : plain, writing, required.length > 0);
  return line.replace(/\((any value)\)/, `(${typeWords(written, writing)})`);
}

/** `on`, and with it the match keys of the event. */
function eventKey(writing: Writing): string {
  const on: Schema = {
    type: 'string',
    description: 'The event. Its match keys stand beside it, as in a trigger.',
    examples: ['sale-recorded'],
  };
  return bullet('on', on, writing, true).replace(
    '(text,',
    `(${typeWords({ $ref: '#/definitions/waitFor' }, writing)},`,
  );
}
