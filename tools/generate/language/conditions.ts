import type { Schema } from '../../../src/language/schemas.ts';

/** Keys that may not be there. */
export function forbidden(keys: readonly string[]): Record<string, false> {
  return Object.fromEntries(keys.map((key) => [key, false]));
}

/** If this then that, else if …: only the first that holds is judged. */
export function chain(conditions: readonly { if: Schema; then: Schema }[], otherwise: Schema): Schema {
  return conditions.reduceRight((rest: Schema, condition) => ({ ...condition, else: rest }), otherwise);
}

/** Names an unknown key; judges only mappings without one, so that a slip of the pen is one mistake. */
export function onlyKnown(keys: readonly string[], judged: Schema): Schema {
  return {
    if: { propertyNames: { enum: keys } },
    then: judged,
    else: { properties: Object.fromEntries(keys.map((key) => [key, true])), additionalProperties: false },
  };
}

/** Keys that exclude each other: with one of them the others are forbidden, and without any one is missing. */
export function exclusions(schema: Schema): Schema {
  const atMost = schema['x-atMostOne'] as string[] | undefined;
  const keys = atMost ?? (schema['x-exactlyOne'] as string[] | undefined);
  if (!keys) return {};
  const errorMessage = `${atMost ? 'At most' : 'Exactly'} one of these keys: ${keys.join(', ')}.`;
  const needed = { required: keys.slice(0, 1), errorMessage };
  const missing = atMost ? {} : onlyKnown(Object.keys(schema['properties'] as object), needed);
  const conditions = keys.map((key) => ({
    if: { required: [key] },
    then: { properties: forbidden(keys.filter((one) => one !== key)), errorMessage },
  }));
  return chain(conditions, missing);
}
