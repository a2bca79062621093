import { randomUUID } from 'node:crypto';
import { recordRefund } from '../../partners/record-refund.ts';
import { decimalOf } from '../../program/money.ts';
import type { Instant } from '../../program/time.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { currencyOf, withPartners } from '../project.ts';

/** `refund`: `amount` is a decimal in major units; left out, all that is left of the sale. */
export interface RefundOptions {
  sale: string;
  amount?: string;
  /** Minted and printed when left out. */
  id?: string;
  /** In which the id is unique; default: that of webhooks that name none. */
  source?: string;
  currency?: string;
  /** A chargeback: the customer's bank has taken the money back. */
  chargeback?: true;
  at?: Instant;
  format: Format;
}

/** Refunds a sale by hand, as the webhook does. A repetition of a recorded refund is nothing to do. */
export async function runRefund({ format, ...options }: RefundOptions): Promise<ExitCode> {
  return withPartners(async (partners) => {
    const id = options.id ?? `${options.chargeback ? 'chargeback' : 'refund'}-${randomUUID()}`;
    const result = await recordRefund(partners, { ...options, id });
    if (result.status !== 'recorded') {
      answer(format, result.message, { id, ...result });
      return result.status === 'duplicate' ? EXIT.done : EXIT.failed;
    }
    const currency = currencyOf(partners, result.program);
    const [amount, commission] = [decimalOf(result.amount, currency), decimalOf(result.commission, currency)];
    const extent = result.full ? 'in full' : 'in part';
    const what = options.chargeback ? 'chargeback' : 'refund';
    const line = `Recorded ${what} ${id}: ${amount} ${currency.code} of sale ${options.sale}, ${extent}, commission taken back ${commission} ${currency.code}.`;
    answer(format, line, { id, sale: options.sale, ...result, amount, commission, currency: currency.code });
    return EXIT.done;
  });
}
