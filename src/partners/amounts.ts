import { decimalOf, parseMoney } from '../program/money.ts';
import type { Currency } from '../program/program.ts';
import { refused, type Refused } from './refusal.ts';

/** Largest amount of one entry, in minor units: thousands of them still add up within the safe integers. */
export const LARGEST = 1_000_000_000_000;

/** Largest total, in minor units: what a thousand of the largest entries make. */
const LARGEST_TOTAL = 1_000 * LARGEST;

/** Reads an amount in major units as positive minor units, or says what is wrong with it. */
export function readAmount(amount: string | number, currency: Currency): number | Refused {
  const text = String(amount).trim();
  const minor = parseMoney(amount, currency);
  if (minor === undefined) return unreadable('amount', text, currency);
  if (minor <= 0) {
    const message = `amount: ${text} is not above zero, and would take sales away from the partner. Send a positive amount; to take a sale back, send a refund.`;
    return refused('negative', message);
  }
  if (minor > LARGEST) {
    const message = `amount: more than ${decimalOf(LARGEST, currency)} ${currency.code} cannot be recorded in one entry. Is it in minor units? Send it in major units, such as "1100.00".`;
    return refused('bad-amount', message);
  }
  return minor;
}

/** Reads a total in major units as minor units, zero or more, or says what is wrong with it. */
export function readTotal(total: string | number, currency: Currency): number | Refused {
  const text = String(total).trim();
  const minor = parseMoney(total, currency);
  if (minor === undefined) return unreadable('total', text, currency);
  if (minor < 0) {
    const message = `total: ${text} is below zero, and nobody can have sold less than nothing. Send the partner's whole total so far.`;
    return refused('negative', message);
  }
  if (minor > LARGEST_TOTAL) {
    const message = `total: more than ${decimalOf(LARGEST_TOTAL, currency)} ${currency.code} cannot be recorded. Is it in minor units? Send it in major units, such as "1100.00".`;
    return refused('bad-amount', message);
  }
  return minor;
}

function unreadable(key: 'amount' | 'total', text: string, { code, digits }: Currency): Refused {
  const decimals = /^-?\d{1,15}\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
  if (decimals > digits) {
    const message = `${key}: ${text} has ${decimals} decimals, but ${code} has ${digits}, and rounding would change what was paid. Send at most ${digits}.`;
    return refused('too-precise', message);
  }
  const shown = JSON.stringify(text.slice(0, 40));
  return refused(
    'bad-amount',
    `${key}: ${shown} is not a decimal number. Send one such as "1100.00", without signs for currency or thousands.`,
  );
}

/** The refusal of an amount in another currency than the program's; undefined when it is the same. */
export function refuseCurrency(given: string, program: string, currency: Currency): Refused | undefined {
  return given.trim().toUpperCase() === currency.code ? undefined : wrongCurrency(given, program, currency);
}

/** The refusal of a currency that is not the program's, and that nothing converts. */
export function wrongCurrency(given: string, program: string, { code }: Currency): Refused {
  const shown = JSON.stringify(given.slice(0, 10));
  const message = `currency: ${shown} is not the currency of the partner program “${program}”, and it cannot be converted here. Send the amount in ${code}.`;
  return refused('wrong-currency', message);
}
