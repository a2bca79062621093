import { randomUUID } from 'node:crypto';
import { recordSale } from '../../partners/record-sale.ts';
import type { SaleInput } from '../../partners/record-sale.ts';
import { answer } from '../answer.ts';
import type { Format } from '../answer.ts';
import { EXIT } from '../exit-codes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { decimalOf } from '../../program/money.ts';
import type { Instant } from '../../program/time.ts';
import { currencyFor, currencyOf, withPartners } from '../project.ts';

/** `sale`: `contact` is an id or an email address, `amount` a decimal in major units. */
export interface SaleOptions {
  contact: string;
  amount: string;
  /** Minted and printed when left out. */
  id?: string;
  /** In which the id is unique; default: that of webhooks that name none. */
  source?: string;
  program?: string;
  /** Default: the currency of the partner's program. */
  currency?: string;
  /** Where the currency is not the program's: how many of the program's one of it is worth. */
  exchangeRate?: string;
  kind?: NonNullable<SaleInput['kind']>;
  product?: string;
  /** Of a recurring payment or an instalment. */
  firstSale?: string;
  at?: Instant;
  format: Format;
}

/** Records a sale by hand, as the webhook does. A repetition of a recorded one is nothing to do. */
export async function runSale({ contact, format, ...options }: SaleOptions): Promise<ExitCode> {
  return withPartners(async (partners) => {
    const id = options.id ?? `sale-${randomUUID()}`;
    const partner = contact.includes('@') ? { email: contact } : { contactId: contact };
    const currency = options.currency ?? (await currencyFor(partners, contact, options.program));
    const result = await recordSale(partners, { ...options, id, partner, currency });
    if (result.status !== 'recorded') {
      answer(format, result.message, { id, ...result });
      return result.status === 'duplicate' ? EXIT.done : EXIT.failed;
    }
    const money = currencyOf(partners, result.program);
    const [amount, commission] = [decimalOf(result.amount, money), decimalOf(result.commission, money)];
    const earned = result.commission > 0 ? `commission ${commission} ${money.code}` : 'no commission';
    const line = `Recorded sale ${id}: ${amount} ${money.code} for contact ${result.contactId} in ${result.program}, ${earned}.`;
    answer(format, line, { id, ...result, amount, commission, currency: money.code });
    return EXIT.done;
  });
}
