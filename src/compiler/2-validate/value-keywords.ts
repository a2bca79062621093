import { shapeError, type Keywords } from './keyword.ts';
import { typeOf } from './value-types.ts';

/** `type`, `const`, `enum`, and what this version does not run: `x-notYet`. */
export const valueKeywords: Keywords = (schema) => {
  const types = [schema['type'] ?? []].flat() as string[];
  const { enum: allowed } = schema as { enum?: readonly unknown[] };
  const hasConst = Object.hasOwn(schema, 'const');
  const notYet = schema['x-notYet'] as NotYet | undefined;
  if (types.length === 0 && !allowed && !hasConst && !notYet) return undefined;
  return (value, path, errors) => {
    const fail = (keyword: string, params: Record<string, unknown>): unknown =>
      errors.push(shapeError(schema, keyword, params, value, path));
    if (types.length > 0 && !types.some((type) => isOf(type, value))) fail('type', { type: schema['type'] });
    if (hasConst && value !== schema['const']) fail('const', { allowedValue: schema['const'] });
    if (allowed && !allowed.includes(value)) fail('enum', { allowedValues: allowed });
    if (notYet && isUsedTooEarly(notYet, value)) fail('x-notYet', {});
  };
};

function isOf(type: string, value: unknown): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeOf(value) === type;
}

/** What this version does not run: the key as a whole, or some of its values, or all but some. */
type NotYet = true | { values?: unknown[]; except?: unknown[]; pattern?: string };

function isUsedTooEarly(notYet: NotYet, value: unknown): boolean {
  if (notYet === true) return true;
  if (notYet.values?.includes(value)) return true;
  if (notYet.except && !notYet.except.includes(value)) return true;
  return Boolean(notYet.pattern && typeof value === 'string' && new RegExp(notYet.pattern).test(value));
}
