import type { Schema } from '../../../src/language/schemas.ts';

/** What this version checks and does not run of a value, in a few words; undefined when it runs all of it. */
export function laterNote(schema: Schema): string | undefined {
  const later = schema['x-notYet'] as Later | undefined;
  if (later === undefined) return undefined;
  if (later === true) return 'not run yet';
  if (later.values) return `not run yet: ${later.values.map((value) => `\`${String(value)}\``).join(', ')}`;
  if (later.except?.length)
    return `run so far: ${later.except.map((value) => `\`${String(value)}\``).join(', ')}`;
  return later.pattern === undefined ? 'not run yet' : 'not run yet: names of fields';
}

type Later = true | { values?: unknown[]; except?: unknown[]; pattern?: string };
