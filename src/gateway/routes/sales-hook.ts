import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Repetition } from '../../partners/ledger.ts';
import { recordRefund, type RefundResult } from '../../partners/record-refund.ts';
import { recordSale, type SaleResult } from '../../partners/record-sale.ts';
import type { Refused } from '../../partners/refusal.ts';
import type { GatewayContext } from '../context.ts';
import { Problem } from '../problem.ts';
import { invalid, readSalesBody } from '../sales-body.ts';
import { signatureCheck, type WebhookHeaders } from '../webhook-signature.ts';

/** Largest body, in bytes: 256 KiB. */
const BODY_LIMIT = 256 * 1024;

/** What each outcome is answered with. */
const STATUS: Record<SaleResult['status'], number> = {
  recorded: 202,
  duplicate: 200,
  conflict: 409,
  refused: 422,
};

/** Which part of the body a refusal is about (JSON pointer). */
const POINTER: Record<Refused['code'], string> = {
  'unknown-partner': '/partner',
  'unknown-program': '/program',
  'wrong-currency': '/currency',
  'too-precise': '/amount',
  negative: '/amount',
  'bad-amount': '/amount',
  'unknown-sale': '/sale',
  'more-than-sale': '/amount',
};

/**
 * `POST /hooks/sales`: sales and refunds from a sale system, signed by Standard Webhooks. Answered when the
 * fact and its event are committed, and not before.
 */
export function salesHookRoutes(context: GatewayContext): FastifyPluginAsync {
  const whyNotGenuine = signatureCheck(context.webhookSecret);
  return async (hooks) => {
    // The signature is over the bytes as sent, so the body stays text until it has been checked.
    hooks.removeAllContentTypeParsers();
    hooks.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    hooks.post('/hooks/sales', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
      const text = typeof request.body === 'string' ? request.body : '';
      const doubt = whyNotGenuine(headersOf(request), text, context.now());
      if (doubt)
        throw new Problem({
          status: 401,
          code: 'bad-signature',
          title: 'The message is not signed as agreed',
          detail: doubt,
        });
      const fact = readSalesBody(text);
      const result = await record(context, fact);
      if (result.status === 'refused' || result.status === 'conflict') throw refusal(result);
      if (result.status === 'recorded') context.onCommitted();
      const { id } = 'sale' in fact ? fact.sale : fact.refund;
      return reply.code(STATUS[result.status]).send({ status: result.status, id });
    });
  };
}

function headersOf(request: FastifyRequest): WebhookHeaders {
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    id: header('webhook-id'),
    timestamp: header('webhook-timestamp'),
    signature: header('webhook-signature'),
  };
}

function record(
  { partners }: GatewayContext,
  fact: ReturnType<typeof readSalesBody>,
): Promise<SaleResult | RefundResult> {
  if ('sale' in fact) {
    const { at, ...sale } = fact.sale;
    return recordSale(partners, { ...sale, ...instantOf(at) });
  }
  const { at, ...refund } = fact.refund;
  return recordRefund(partners, { ...refund, ...instantOf(at) });
}

/** The schema has checked the form; Date still refuses what no calendar has, such as a leap second. */
function instantOf(at: string | undefined): { at?: number } {
  if (at === undefined) return {};
  const instant = Date.parse(at);
  if (Number.isNaN(instant)) throw invalid([{ pointer: '/at', detail: 'is a time that does not exist' }]);
  return { at: instant };
}

function refusal(result: Refused | Repetition): Problem {
  const status = STATUS[result.status];
  if (result.status !== 'refused')
    return new Problem({
      status,
      code: 'conflict',
      title: 'This id was used for something else',
      detail: result.message,
    });
  return new Problem({
    status,
    code: result.code,
    title: 'The body cannot be recorded as it is',
    detail: result.message,
    errors: [{ pointer: POINTER[result.code], detail: result.message }],
  });
}
