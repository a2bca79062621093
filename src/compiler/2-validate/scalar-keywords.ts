import { FORMATS } from './formats.ts';
import { shapeError, type Keywords } from './keyword.ts';

interface TextSchema {
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: keyof typeof FORMATS;
}

/** `minLength`, `maxLength`, `pattern` and `format` of a text. */
export const textKeywords: Keywords = (schema) => {
  const { minLength = 0, maxLength = Infinity, pattern, format } = schema as TextSchema;
  if (minLength === 0 && maxLength === Infinity && !pattern && !format) return undefined;
  const form = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  const accepts = format === undefined ? undefined : FORMATS[format].accepts;
  return (value, path, errors) => {
    if (typeof value !== 'string') return;
    const fail = (keyword: string, params: Record<string, unknown>): unknown =>
      errors.push(shapeError(schema, keyword, params, value, path));
    // A character outside the basic plane is one character and two code units.
    const isLong = value.length > maxLength && Array.from(value).length > maxLength;
    const isShort = value.length < minLength * 2 && Array.from(value).length < minLength;
    if (isLong) fail('maxLength', { limit: maxLength });
    if (isShort) fail('minLength', { limit: minLength });
    if (form && !form.test(value)) fail('pattern', { pattern });
    if (accepts && !accepts(value)) fail('format', { format });
  };
};

interface NumberSchema {
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
}

/** `minimum`, `exclusiveMinimum` and `maximum` of a number. */
export const numberKeywords: Keywords = (schema) => {
  const { minimum = -Infinity, exclusiveMinimum = -Infinity, maximum = Infinity } = schema as NumberSchema;
  if (minimum === -Infinity && exclusiveMinimum === -Infinity && maximum === Infinity) return undefined;
  return (value, path, errors) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return;
    const fail = (keyword: string, comparison: string, limit: number): unknown =>
      errors.push(shapeError(schema, keyword, { comparison, limit }, value, path));
    if (value > maximum) fail('maximum', '<=', maximum);
    if (value < minimum) fail('minimum', '>=', minimum);
    if (value <= exclusiveMinimum) fail('exclusiveMinimum', '>', exclusiveMinimum);
  };
};
