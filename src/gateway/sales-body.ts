import type { RefundBody, SaleBody } from '../messages/bodies.ts';
import { problemsInWords, readRefund, readSale, type Reading } from '../messages/read-message.ts';
import { jsonErrorPosition } from './json-error-position.ts';
import { Problem, type BodyError } from './problem.ts';

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
      return { sale: checked(readSale(rest)) };
    case 'sale.refunded':
      return { refund: checked(readRefund(rest)) };
    case undefined:
      throw invalid([{ pointer: '/type', detail: `is missing; ${TYPES}` }]);
    default:
      throw invalid([{ pointer: '/type', detail: `is not known here; ${TYPES}` }]);
  }
}

function checked<T>(reading: Reading<T>): T {
  if ('message' in reading) return reading.message;
  throw invalid(reading.problems);
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
    detail: problemsInWords(errors, 'The body'),
    errors,
  });
}
