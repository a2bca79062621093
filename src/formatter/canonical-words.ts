import { parseDuration } from '../program/time.ts';
import type { Shape } from './schema-references.ts';
import { allowsText, type Form } from './shape.ts';

/** Steps that say all in one word. */
const BARE_STEPS = new Set(['exit', 'end']);

/** `3 days`, `1 day`, `-2 hours`, for a text where the language expects one; undefined for any other. */
export function canonicalDuration(form: Form | undefined, text: unknown): string | undefined {
  const format = String(form?.schema['format']);
  if (typeof text !== 'string' || !(format.includes('duration') || format === 'offset')) return undefined;
  const [, sign = '', count, unit] = /^\s*(-?)0*(\d+) ([a-z]+?)s?\s*$/.exec(text) ?? [];
  if (!count || !unit || !parseDuration(`${count} ${unit}`) || (sign && format !== 'offset'))
    return undefined;
  return `${sign}${count} ${unit}${count === '1' ? '' : 's'}`;
}

/**
 * The word that says as much as a mapping of one key: `exit` for `{ exit: true }`, `end` likewise, and `NAME` for
 * `{ template: NAME }`, where the language takes the word.
 */
export function shortWord(shape: Shape | undefined, key: string, value: unknown): string | undefined {
  if (BARE_STEPS.has(key) && value === true && allowsText(shape, key)) return key;
  return key === 'template' && typeof value === 'string' && allowsText(shape, value) ? value : undefined;
}
