import type { Schema } from '../../../src/language/schemas.ts';
import type { LanguageSource } from '../language/source.ts';
import { bullet, keyBullets } from './key-list.ts';
import { resolved, type Writing } from './schema-parts.ts';

/** Everything that can happen in a scenario, one bullet each. */
export function entryList({ timeline }: LanguageSource, writing: Writing): string {
  return Object.entries(timeline)
    .map(([key, { description, value, keys = {} }]) => {
      const { schema } = resolved(value, writing.root);
      const own: Schema = { ...schema, description: `${description}${about(schema)}` };
      const beside = keyBullets(keys, writing, [], '  ');
      return [bullet(key, own, writing, false), ...(beside ? [beside] : [])].join('\n');
    })
    .join('\n');
}

/** What the value is, where it says more than the entry. */
function about({ description, properties, const: fixed }: Schema): string {
  return properties !== undefined || fixed !== undefined
    ? ''
    : ` The value: ${lowerFirst(String(description))}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
