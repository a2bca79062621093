import type { RefundBody, SaleBody } from '../messages/bodies.ts';
import { readRefund, readSale, type Reading } from '../messages/read-message.ts';
import { invalidBody, parseBody } from './signed-hook.ts';

/** What a body is not that this door does not take. */
export const NO_SALE = 'The body does not describe a sale or refund';

const TYPES = 'the types are sale.recorded and sale.refunded';

/** Reads the body of a sale webhook. Throws a Problem: 400 where it is not JSON, 422 where it is no sale. */
export function readSalesBody(text: string): { sale: SaleBody } | { refund: RefundBody } {
  const { type, ...rest } = parseBody(text, NO_SALE) as { type?: unknown };
  // The type first: validated against one schema, a wrong key gives one error and not one per type.
  switch (type) {
    case 'sale.recorded':
      return { sale: checked(readSale(rest)) };
    case 'sale.refunded':
      return { refund: checked(readRefund(rest)) };
    case undefined:
      throw invalidBody(NO_SALE, [{ pointer: '/type', detail: `is missing; ${TYPES}` }]);
    default:
      throw invalidBody(NO_SALE, [{ pointer: '/type', detail: `is not known here; ${TYPES}` }]);
  }
}

function checked<T>(reading: Reading<T>): T {
  if ('message' in reading) return reading.message;
  throw invalidBody(NO_SALE, reading.problems);
}
