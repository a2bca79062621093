import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { jsonErrorPosition } from './json-error-position.ts';
import { Problem, type BodyError } from './problem.ts';
import { REFUND_SCHEMA, SALE_SCHEMA, type RefundBody, type SaleBody } from './sales-schema.ts';

const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
  formats: { 'date-time': fullFormats['date-time'] },
});

const validSale = ajv.compile<SaleBody>(SALE_SCHEMA);
const validRefund = ajv.compile<RefundBody>(REFUND_SCHEMA);

const TYPES = 'the types are sale.recorded and sale.refunded';

/** Reads the body of a sale webhook. Throws a Problem: 400 where it is not JSON, 422 where it is no sale. */
export function readSalesBody(text: string): { sale: SaleBody } | { refund: RefundBody } {
  const body = parse(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid([{ pointer: '', detail: 'must be a JSON object' }]);
  const { type, ...rest } = body as { type?: unknown };
  // The type first: validated against one schema, a wrong key gives one error and not one per type.
  switch (type) {
    case 'sale.recorded':
      return { sale: checked(validSale, rest) };
    case 'sale.refunded':
      return { refund: checked(validRefund, rest) };
    case undefined:
      throw invalid([{ pointer: '/type', detail: `is missing; ${TYPES}` }]);
    default:
      throw invalid([{ pointer: '/type', detail: `is not known here; ${TYPES}` }]);
  }
}

function checked<T>(validate: ValidateFunction<T>, value: unknown): T {
  if (validate(value)) return value;
  throw invalid(bodyErrors(validate.errors ?? []));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem({
      status: 400,
      code: 'malformed-json',
      title: 'The body is not JSON',
      detail: `It stops being JSON ${placeOf(text)}.`,
    });
  }
}

function placeOf(text: string): string {
  const position = jsonErrorPosition(text) ?? text.length;
  const lines = text.slice(0, position).split('\n');
  const where = `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1} (character ${position + 1})`;
  return position >= text.length ? `at its end, ${where}: something is missing there` : `at ${where}`;
}

/** A body that is JSON but no sale; every problem at once. */
export function invalid(errors: readonly BodyError[]): Problem {
  return new Problem({
    status: 422,
    code: 'invalid-body',
    title: 'The body does not describe a sale or refund',
    detail: `${errors.map(({ pointer, detail }) => `${pointer || 'The body'} ${detail}`).join('. ')}.`,
    errors,
  });
}

/** One error per place: what the schema's description wants there says more than each keyword that failed. */
function bodyErrors(errors: readonly ErrorObject[]): BodyError[] {
  const byPointer = new Map<string, BodyError>();
  for (const error of errors) {
    const bodyError = bodyErrorOf(error);
    if (!byPointer.has(bodyError.pointer)) byPointer.set(bodyError.pointer, bodyError);
  }
  return [...byPointer.values()];
}

function bodyErrorOf(error: ErrorObject): BodyError {
  const params = error.params as Record<string, string>;
  const schema = error.parentSchema as { description?: string; properties?: Record<string, object> };
  if (error.keyword === 'required') return at(error, params['missingProperty'], 'is missing');
  if (error.keyword === 'additionalProperties') {
    const known = Object.keys(schema.properties ?? {}).join(', ');
    return at(error, params['additionalProperty'], `is not a key that is known here; the keys are ${known}`);
  }
  return { pointer: error.instancePath, detail: `must be ${schema.description ?? error.message}` };
}

/** The pointer to a key of the object that the error is about (RFC 6901 §3 escapes). */
function at(error: ErrorObject, key = '', detail: string): BodyError {
  return { pointer: `${error.instancePath}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, detail };
}
