import { decimalOf } from '../program/money.ts';
import type { Currency } from '../program/program.ts';
import type { PartnerProgram } from '../program/settings.ts';
import { readAmount, refuseCurrency } from './amounts.ts';
import { converted, currencyNamed, type Converted } from './exchange.ts';
import type { LedgerRow } from './ledger.ts';
import { refused, type Refused } from './refusal.ts';

/** What a refund says of its amount. */
interface Wanted {
  /** Id of the sale. */
  sale: string;
  amount?: string | number;
  currency?: string;
}

/** How much of a sale has been given back so far, positive; `original` in the currency in which it was paid. */
export interface GivenBack {
  amount: number;
  original: number;
}

/**
 * What a refund gives back, positive: all that is left of the sale where it names no amount. It is in the currency in which
 * the sale was paid, and converted at the sale's own rate: so that all refunds together come to the sale, to the last unit.
 */
export function refundAmount(
  refund: Wanted,
  sale: LedgerRow,
  before: GivenBack,
  program: PartnerProgram,
): Converted | Refused {
  const { original_amount: paid, original_currency: code, exchange_rate: rate } = sale;
  if (paid === null || code === null || rate === null) {
    const wrong =
      refund.currency === undefined
        ? undefined
        : refuseCurrency(refund.currency, program.name, program.currency);
    if (wrong) return wrong;
    const amount = amountWithin(refund, sale.amount - before.amount, program.currency);
    return typeof amount === 'number' ? { amount } : amount;
  }
  if (refund.currency !== undefined && refund.currency.trim().toUpperCase() !== code)
    return refused(
      'wrong-currency',
      `currency: the sale “${refund.sale}” was paid in ${code}, and so is what is given back. Send the amount in ${code}; it is converted at the rate of the sale.`,
    );
  const from = currencyNamed(code);
  if (!from) throw new Error(`The ledger has a sale in ${code}, which is no currency any more.`);
  const amount = amountWithin(refund, paid - before.original, from);
  if (typeof amount !== 'number') return amount;
  const after = converted(before.original + amount, { rate, from, to: program.currency });
  return { amount: after - before.amount, original: { amount, currency: code, rate } };
}

function amountWithin({ sale, amount: wanted }: Wanted, left: number, currency: Currency): number | Refused {
  const amount = wanted === undefined ? left : readAmount(wanted, currency);
  if (typeof amount !== 'number') return amount;
  return amount > left || left === 0 ? moreThanSale(sale, left, currency) : amount;
}

function moreThanSale(id: string, left: number, currency: Currency): Refused {
  const rest = `${decimalOf(left, currency)} ${currency.code}`;
  const message =
    left === 0
      ? `sale: “${id}” is wholly refunded already; nothing is left to give back.`
      : `amount: only ${rest} of the sale “${id}” is left to refund. Send that much or less, or leave the amount out to refund the rest.`;
  return refused('more-than-sale', message);
}
