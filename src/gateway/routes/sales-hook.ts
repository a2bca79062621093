import type { FastifyPluginAsync } from 'fastify';
import { recordRefund, type RefundResult } from '../../partners/record-refund.ts';
import { recordSale, type SaleResult } from '../../partners/record-sale.ts';
import type { Refused } from '../../partners/refusal.ts';
import type { GatewayContext } from '../context.ts';
import { NO_SALE, readSalesBody } from '../sales-body.ts';
import { instantOf, notRecorded, signedHook } from '../signed-hook.ts';

/** Which part of the body a refusal is about (JSON pointer). */
const POINTER: Partial<Record<Refused['code'], string>> = {
  'unknown-partner': '/partner',
  'unknown-program': '/program',
  'wrong-currency': '/currency',
  'bad-rate': '/exchangeRate',
  'too-precise': '/amount',
  negative: '/amount',
  'bad-amount': '/amount',
  'unknown-sale': '/sale',
  'more-than-sale': '/amount',
  'bad-first-sale': '/firstSale',
  'in-future': '/at',
};

/**
 * `POST /hooks/sales`: sales and refunds from a sale system, signed by Standard Webhooks. Answered when the
 * fact and its event are committed, and not before.
 */
export function salesHookRoutes(context: GatewayContext): FastifyPluginAsync {
  return async (hooks) =>
    signedHook(hooks, '/hooks/sales', context, async (text) => {
      const fact = readSalesBody(text);
      const result = await record(context, fact);
      if (result.status === 'conflict') throw notRecorded({ ...result, status: 'conflict' });
      if (result.status === 'refused') throw notRecorded(result, POINTER[result.code]);
      return { status: result.status, id: ('sale' in fact ? fact.sale : fact.refund).id };
    });
}

function record(
  { partners }: GatewayContext,
  fact: ReturnType<typeof readSalesBody>,
): Promise<SaleResult | RefundResult> {
  if ('sale' in fact) {
    const { at, ...sale } = fact.sale;
    return recordSale(partners, { ...sale, ...instantOf(at, NO_SALE) });
  }
  const { at, ...refund } = fact.refund;
  return recordRefund(partners, { ...refund, ...instantOf(at, NO_SALE) });
}
