import { sourceOf } from '../1-parse/parsed-file.ts';
import type { Explained } from './explain.ts';
import { resolved } from './references.ts';
import { fits } from './shape-check.ts';
import type { Meant } from './yaml-reading.ts';

/** `welcome` where `[welcome]` or `{ email: welcome }` belongs: what was written, where the schema wants it. */
export function wrapped({ error, at, file, schema }: Explained, types: readonly string[]): Meant | undefined {
  const { data } = error;
  if (!at.container || typeof data !== 'string') return undefined;
  // `values: bronze, silver`: what stands behind the comma belongs to it.
  if (Object.values(at.container).includes(null)) return undefined;
  const source = sourceOf(file, at.container, at.key);
  if (!isOneText(source)) return undefined;
  const [key, ...others] = (resolved(schema)['required'] ?? []) as string[];
  if (types.includes('array') && fits(schema, [data])) return meant(`[${source}]`);
  if (types.includes('object') && key !== undefined && others.length === 0 && fits(schema, { [key]: data }))
    return meant(`{ ${key}: ${source} }`);
  return undefined;
}

/** In braces and brackets some marks would end a text that has no quotes. */
function isOneText(source: string): boolean {
  return /^(?:[\w.@$/+-][^\n,[\]{}#]*|'[^'\n]*'|"[^"\n]*")$/.test(source) && !/:\s/.test(source);
}

function meant(replacement: string): Meant {
  return { hint: `Write \`${replacement}\`.`, replacement };
}
