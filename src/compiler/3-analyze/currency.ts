import type { Currency } from '../../program/program.ts';

/** Decimals of the commonest currencies: asking Intl for one takes as long as checking a map. A test compares them. */
export const COMMON_DIGITS: Readonly<Record<string, number>> = {
  AUD: 2,
  CAD: 2,
  CHF: 2,
  CNY: 2,
  DKK: 2,
  EUR: 2,
  GBP: 2,
  INR: 2,
  JPY: 0,
  NOK: 2,
  PLN: 2,
  SEK: 2,
  USD: 2,
};

const asked = new Map<string, Currency | undefined>();

/** A currency with the decimals of its minor unit, as CLDR knows them; undefined for an unknown code. */
export function currencyOf(code: string): Currency | undefined {
  const digits = Object.hasOwn(COMMON_DIGITS, code) ? COMMON_DIGITS[code] : undefined;
  if (digits !== undefined) return { code, digits };
  if (!asked.has(code)) asked.set(code, askIntl(code));
  return asked.get(code);
}

function askIntl(code: string): Currency | undefined {
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency: code,
    }).resolvedOptions();
    return { code, digits: maximumFractionDigits ?? 2 };
  } catch {
    return undefined;
  }
}
