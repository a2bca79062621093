import type { Currency } from './program.ts';

const DECIMAL = /^(-?)(\d{1,15})(?:\.(\d+))?$/;

/**
 * Reads an amount in major units ("1100.00", 1100) as whole minor units; exact, no floating point.
 * Undefined when it is malformed, has more decimals than the currency, or leaves the safe integers.
 * Trailing zeros beyond the currency's decimals count as too many: they are written by mistake.
 */
export function parseMoney(amount: string | number, currency: Currency): number | undefined {
  // A number that JavaScript writes with an exponent is too small for any currency, or not a safe integer.
  const match = DECIMAL.exec(String(amount).trim());
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (fraction.length > currency.digits) return undefined;
  const minor = Number(whole + fraction.padEnd(currency.digits, '0'));
  if (!Number.isSafeInteger(minor)) return undefined;
  return sign && minor !== 0 ? -minor : minor;
}

/** Minor units as a decimal string in major units: 110000 US cents are "1100.00". */
export function decimalOf(minor: number, currency: Pick<Currency, 'digits'>): string {
  const digits = String(Math.abs(minor)).padStart(currency.digits + 1, '0');
  const cut = digits.length - currency.digits;
  const text = currency.digits === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return minor < 0 ? `-${text}` : text;
}

/**
 * Minor units for people, in the words of `locale` (BCP 47): 110000 → "$1,100.00".
 * With `short`, whole amounts lose their decimals: "$1,100".
 */
export function formatMoney(minor: number, currency: Currency, locale: string, short = false): string {
  const whole = minor % 10 ** currency.digits === 0;
  const format = formatFor(locale, currency.code, short && whole ? 0 : currency.digits);
  // ECMA-402 formats a decimal string exactly; a number would pass through floating point.
  return format.format(decimalOf(minor, currency) as `${number}`);
}

/** Making a format takes longer than using it a hundred times; locales and currencies are few. */
const formats = new Map<string, Intl.NumberFormat>();

function formatFor(locale: string, currency: string, digits: number): Intl.NumberFormat {
  const key = `${locale} ${currency} ${digits}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(key, format);
  return format;
}
