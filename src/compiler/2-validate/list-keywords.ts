import type { Schema } from '../../language/schemas.ts';
import { shapeError, type Keywords } from './keyword.ts';

interface ListSchema {
  minItems?: number;
  uniqueItems?: boolean;
  items?: Schema;
}

/** `minItems`, `uniqueItems` and `items` of a list. */
export const listKeywords: Keywords = (schema, checkOf) => {
  const { minItems = 0, uniqueItems = false, items } = schema as ListSchema;
  if (minItems === 0 && !uniqueItems && !items) return undefined;
  return (value, path, errors) => {
    if (!Array.isArray(value)) return;
    if (value.length < minItems)
      errors.push(shapeError(schema, 'minItems', { limit: minItems }, value, path));
    if (uniqueItems && hasTwins(value)) errors.push(shapeError(schema, 'uniqueItems', {}, value, path));
    if (!items) return;
    const check = checkOf(items);
    value.forEach((item, index) => check(item, `${path}/${index}`, errors));
  };
};

function hasTwins(list: readonly unknown[]): boolean {
  return new Set(list.map((item) => JSON.stringify(item))).size < list.length;
}
