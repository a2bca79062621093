import type { Fix } from '../../diagnostics/diagnostic.ts';
import type { Schema } from '../../language/schemas.ts';
import { valueSpan } from '../1-parse/origins.ts';
import { placeOf, type ParsedFile } from '../1-parse/parsed-file.ts';
import type { Target } from './target.ts';

/** What a value of the wrong type is checked against. */
interface Wanted {
  file: ParsedFile;
  at: Target;
  /** The JSON types that are allowed here. */
  types: readonly string[];
  schema: Schema;
}

/** The fix of a value that says the right thing in the wrong spelling, such as `'20'` where a number stands. */
export function retype({ file, at, types, schema }: Wanted): Fix[] {
  const span = at.container && valueSpan(file.origins, at.container, at.key);
  if (!span) return [];
  const source = file.text.slice(span.start, span.end);
  const text = isFreeText(types, schema) ? quoted(source, at.value) : respelt(source, at.value, types);
  if (text === undefined) return [];
  const title = `Write \`${text}\` instead of \`${source}\``;
  return [{ title, ...placeOf(file, span), replaces: source, text }];
}

/** A name or an address would still be none in quotes. */
function isFreeText(types: readonly string[], schema: Schema): boolean {
  const isFixed = ['pattern', 'format', 'enum', 'const'].some((keyword) => keyword in schema);
  return types.length === 1 && types[0] === 'string' && !isFixed;
}

function quoted(source: string, value: unknown): string | undefined {
  const isBare = typeof value === 'number' || typeof value === 'boolean';
  return isBare && /^[\w.+-]+$/.test(source) ? `'${source}'` : undefined;
}

function respelt(source: string, value: unknown, types: readonly string[]): string | undefined {
  if (typeof value !== 'string' || types.includes('string')) return undefined;
  const isInQuotes = source === `'${value}'` || source === `"${value}"`;
  if (source !== value && !isInQuotes) return undefined;
  if (types.includes('boolean')) return TRUTH.get(value.toLowerCase());
  if (!types.includes('number') && !types.includes('integer')) return undefined;
  const digits = value.replace(/(?<=\d)_(?=\d{3}(?!\d))/g, '');
  const isNumber = types.includes('number') ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  return isNumber.test(digits) ? digits : undefined;
}

/** As YAML 1.1 read them, and many people still do. */
const TRUTH: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['yes', 'true'],
  ['on', 'true'],
  ['false', 'false'],
  ['no', 'false'],
  ['off', 'false'],
]);
