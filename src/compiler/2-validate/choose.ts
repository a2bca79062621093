import { nearestOf } from '../../diagnostics/suggest.ts';
import type { Schema } from '../../language/schemas.ts';
import { typeOf } from './value-types.ts';

/** One of the forms that a value can take. */
export interface Alternative {
  schema: Schema;
  types: readonly string[];
  /** The key that tells this form from the others, such as `email` for an email step. */
  kind: string | undefined;
}

/** How the form of a value is chosen: by a kind key, by the value of a key, or by its type alone. */
export type ChoiceMode = 'kind' | 'type' | { key: string };

/** The form that was chosen, or why none could be. */
export type Choice =
  | { chosen: Alternative }
  | { none: 'type'; expected: string[] }
  | { none: 'no-kind'; kinds: string[]; found: string[] }
  | { none: 'two-kinds'; kinds: [string, string] }
  | { none: 'missing-key'; key: string; allowed: string[] }
  | { none: 'misspelt-key'; key: string; found: string; meant: Alternative | undefined }
  | { none: 'unknown-value'; key: string; allowed: string[] };

/** Chooses the form first, so that what is wrong in it is said once, and in its own words. */
export function choose(value: unknown, alternatives: readonly Alternative[], mode: ChoiceMode): Choice {
  const type = typeOf(value);
  const fitting = alternatives.filter(({ types }) => types.includes(type));
  const [only] = fitting;
  if (!only) return { none: 'type', expected: [...new Set(alternatives.flatMap(({ types }) => types))] };
  if (typeof value !== 'object' || value === null || Array.isArray(value) || mode === 'type')
    return { chosen: only };
  return mode === 'kind' ? byKind(value, fitting) : byKey(value as Schema, fitting, mode.key);
}

function byKind(value: object, alternatives: readonly Alternative[]): Choice {
  const present = alternatives.filter(({ kind }) => kind !== undefined && Object.hasOwn(value, kind));
  const [first, second] = present;
  if (first?.kind && second?.kind)
    return { none: 'two-kinds', kinds: inOrder(value, first.kind, second.kind) };
  const chosen =
    first ?? alternatives.find(({ kind, schema }) => kind === undefined && hasOnlyKeysOf(schema, value));
  if (chosen) return { chosen };
  const kinds = alternatives.flatMap(({ kind }) => kind ?? []);
  return { none: 'no-kind', kinds, found: Object.keys(value) };
}

function hasOnlyKeysOf({ properties }: Schema, value: object): boolean {
  return Object.keys(value).every((key) => Object.hasOwn(properties ?? {}, key));
}

function inOrder(value: object, a: string, b: string): [string, string] {
  const keys = Object.keys(value);
  return keys.indexOf(a) < keys.indexOf(b) ? [a, b] : [b, a];
}

function byKey(value: Schema, alternatives: readonly Alternative[], key: string): Choice {
  const allowed = alternatives.flatMap(({ schema }) => valuesOf(schema, key)).map(String);
  if (!Object.hasOwn(value, key)) {
    const found = Object.keys(value).find((one) => nearestOf(one, [key]) !== undefined);
    if (found === undefined) return { none: 'missing-key', key, allowed };
    return { none: 'misspelt-key', key, found, meant: formWith(alternatives, key, value[found]) };
  }
  const chosen = formWith(alternatives, key, value[key]);
  return chosen ? { chosen } : { none: 'unknown-value', key, allowed };
}

function formWith(
  alternatives: readonly Alternative[],
  key: string,
  value: unknown,
): Alternative | undefined {
  return (
    alternatives.find(({ schema }) => valuesOf(schema, key).includes(value)) ??
    alternatives.find(({ schema }) => takesAny(schema, key, value))
  );
}

function valuesOf(schema: Schema, key: string): unknown[] {
  return (propertyOf(schema, key)?.['enum'] as unknown[] | undefined) ?? [];
}

/** Whether a form is for all values that no other form names, such as custom events. */
function takesAny(schema: Schema, key: string, value: unknown): boolean {
  const pattern = propertyOf(schema, key)?.['pattern'];
  return typeof pattern === 'string' && typeof value === 'string' && new RegExp(pattern).test(value);
}

function propertyOf({ properties }: Schema, key: string): Schema | undefined {
  return (properties as Record<string, Schema> | undefined)?.[key];
}
