import type { Schema } from '../../language/schemas.ts';
import { shapeError, type Check, type Keywords } from './keyword.ts';

type Mapping = Readonly<Record<string, unknown>>;

interface MappingSchema {
  minProperties?: number;
  required?: readonly string[];
  dependencies?: Readonly<Record<string, readonly string[]>>;
  'x-exactlyOne'?: readonly string[];
  'x-atMostOne'?: readonly string[];
}

/** What a mapping must hold: `minProperties`, `required`, `dependencies`, and of some keys only one. */
export const keyKeywords: Keywords = (schema) => {
  const { minProperties = 0, required = [], dependencies = {} } = schema as MappingSchema;
  const { 'x-exactlyOne': exactlyOne, 'x-atMostOne': atMostOne } = schema as MappingSchema;
  const dependent = Object.entries(dependencies);
  return (value, path, errors) => {
    if (!isMapping(value)) return;
    const fail = (keyword: string, params: Record<string, unknown>): unknown =>
      errors.push(shapeError(schema, keyword, params, value, path));
    if (minProperties > 0 && Object.keys(value).length < minProperties)
      fail('minProperties', { limit: minProperties });
    for (const key of required) if (!has(value, key)) fail('required', { missingProperty: key });
    for (const [property, needed] of dependent) {
      if (!has(value, property)) continue;
      for (const key of needed)
        if (!has(value, key)) fail('dependencies', { property, missingProperty: key });
    }
    if (exactlyOne && countOf(exactlyOne, value) !== 1) fail('x-exactlyOne', {});
    if (atMostOne && countOf(atMostOne, value) > 1) fail('x-atMostOne', {});
  };
};

/** What stands behind the keys: `propertyNames`, `properties` and `additionalProperties`. */
export const propertyKeywords: Keywords = (schema, checkOf) => {
  const {
    properties = {},
    additionalProperties,
    propertyNames,
  } = schema as {
    properties?: Readonly<Record<string, Schema>>;
    additionalProperties?: boolean | Schema;
    propertyNames?: Schema;
  };
  return (value, path, errors) => {
    if (!isMapping(value)) return;
    for (const key of Object.keys(value)) {
      if (propertyNames) checkName(checkOf(propertyNames), key, value, path, errors);
      const inner = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
      if (inner === false)
        errors.push(shapeError(schema, 'additionalProperties', { additionalProperty: key }, value, path));
      else if (typeof inner === 'object') checkOf(inner)(value[key], path + pointerPart(key), errors);
    }
  };
};

/** What is wrong with a key's name is said about the mapping that has it. */
function checkName(check: Check, key: string, mapping: Mapping, path: string, errors: Parameters<Check>[2]) {
  const from = errors.length;
  check(key, path, errors);
  for (const error of errors.slice(from)) {
    error.data = mapping;
    error.propertyName = key;
  }
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function has(value: Mapping, key: string): boolean {
  return Object.hasOwn(value, key);
}

function countOf(keys: readonly string[], value: Mapping): number {
  return keys.filter((key) => has(value, key)).length;
}

function pointerPart(key: string): string {
  return /[~/]/.test(key) ? `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}` : `/${key}`;
}
