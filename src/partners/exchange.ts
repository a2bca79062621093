import type { Currency } from '../program/program.ts';
import type { PartnerProgram } from '../program/settings.ts';
import { LARGEST, readAmount, wrongCurrency } from './amounts.ts';
import { refused, type Refused } from './refusal.ts';

/** What was paid in another currency than the program's: minor units of that one, and what one of it is worth. */
export interface Original {
  amount: number;
  /** ISO 4217 code. */
  currency: string;
  /** Units of the program's currency, as the decimal text that came. */
  rate: string;
}

/** An amount in the program's currency (minor units), and what it was converted from. */
export interface Converted {
  amount: number;
  original?: Original;
}

/** A payment as somebody else reports it. */
interface Reported {
  amount: string | number;
  currency: string;
  exchangeRate?: string | number | undefined;
}

/** Twelve digits on either side: no rate has more, and none becomes so long that nobody reads it. */
const RATE = /^(\d{1,12})(?:\.(\d{1,12}))?$/;

/** Reads the amount of a sale in any currency that its rate converts into the program's, or says what is wrong. */
export function readPayment(payment: Reported, { name, currency }: PartnerProgram): Converted | Refused {
  const { exchangeRate } = payment;
  const code = payment.currency.trim().toUpperCase();
  if (code === currency.code) {
    if (exchangeRate !== undefined)
      return badRate(`the amount is in ${code}, the program’s own currency, already. Leave the rate out.`);
    const amount = readAmount(payment.amount, currency);
    return typeof amount === 'number' ? { amount } : amount;
  }
  const paid = currencyNamed(code);
  if (!paid) return wrongCurrency(payment.currency, name, currency);
  if (exchangeRate === undefined) return withoutRate(code, name, currency);
  const rate = String(exchangeRate).trim();
  if (!RATE.test(rate) || Number(rate) === 0)
    return badRate(
      `${JSON.stringify(rate.slice(0, 40))} is not a decimal number above zero. Send how many ${currency.code} one ${code} is worth, such as "1.0832", with at most 12 decimals.`,
    );
  const original = readAmount(payment.amount, paid);
  if (typeof original !== 'number') return original;
  const amount = converted(original, { rate, from: paid, to: currency });
  if (amount >= 1 && amount <= LARGEST)
    return { amount, original: { amount: original, currency: code, rate } };
  return badRate(
    `at ${rate} the amount comes to ${amount < 1 ? 'less than the smallest unit of' : 'more than one entry can hold in'} ${currency.code}. Check the rate: it is how many ${currency.code} one ${code} is worth.`,
  );
}

/** Minor units of another currency in those of the program's, half a unit rounded up; exact, no floating point. */
export function converted(
  amount: number,
  { rate, from, to }: { rate: string; from: Currency; to: Currency },
): number {
  const [, whole = '', fraction = ''] = RATE.exec(rate) ?? [];
  const scaled = BigInt(amount) * BigInt(whole + fraction) * 10n ** BigInt(to.digits);
  const unit = 10n ** BigInt(fraction.length + from.digits);
  return Number((2n * scaled + unit) / (2n * unit));
}

/** A currency of ISO 4217 with the decimals of its minor unit, as CLDR knows them; undefined for an unknown code. */
export function currencyNamed(code: string): Currency | undefined {
  if (!Intl.supportedValuesOf('currency').includes(code)) return undefined;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
  return { code, digits: format.resolvedOptions().maximumFractionDigits ?? 2 };
}

function withoutRate(code: string, program: string, own: Currency): Refused {
  const message = `currency: ${JSON.stringify(code)} is not the currency of the partner program “${program}”. Send the amount in ${own.code}, or say in “exchangeRate” how many ${own.code} one ${code} is worth.`;
  return refused('wrong-currency', message);
}

function badRate(why: string): Refused {
  return refused('bad-rate', `exchangeRate: ${why}`);
}
