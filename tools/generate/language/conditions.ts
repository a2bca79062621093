import type { Schema } from '../../../src/language/schemas.ts';

/** Keys that may not be there. */
export function forbidden(keys: readonly string[]): Record<string, false> {
  return Object.fromEntries(keys.map((key) => [key, false]));
}

/** If … then … else; made of entries, since a literal with a key `then` looks like a promise. */
export function when(condition: Schema, judged: Schema, otherwise?: Schema): Schema {
  const entries: [string, Schema][] = [
    ['if', condition],
    ['then', judged],
  ];
  return Object.fromEntries(otherwise ? [...entries, ['else', otherwise]] : entries);
}

/** If this then that, else if …: only the first that holds is judged. */
export function chain(conditions: readonly [condition: Schema, judged: Schema][], otherwise: Schema): Schema {
  return conditions.reduceRight(
    (rest: Schema, [condition, judged]) => when(condition, judged, rest),
    otherwise,
  );
}

/** Names an unknown key; judges only mappings without one, so that a slip of the pen is one mistake. */
export function onlyKnown(keys: readonly string[], judged: Schema): Schema {
  const known = Object.fromEntries(keys.map((key) => [key, true]));
  return when({ propertyNames: { enum: keys } }, judged, { properties: known, additionalProperties: false });
}

/** Keys that exclude each other: with one of them the others are forbidden, and without any one is missing. */
export function exclusions(schema: Schema): Schema {
  const atMost = schema['x-atMostOne'] as string[] | undefined;
  const keys = atMost ?? (schema['x-exactlyOne'] as string[] | undefined);
  if (!keys) return {};
  const errorMessage = `${atMost ? 'At most' : 'Exactly'} one of these keys: ${keys.join(', ')}.`;
  const needed = { required: keys.slice(0, 1), errorMessage };
  const missing = atMost ? {} : onlyKnown(Object.keys(schema['properties'] as object), needed);
  const conditions = keys.map((key): [Schema, Schema] => {
    const others = forbidden(keys.filter((one) => one !== key));
    return [{ required: [key] }, { properties: others, errorMessage }];
  });
  return chain(conditions, missing);
}
