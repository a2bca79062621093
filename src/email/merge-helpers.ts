import type { HelperOptions } from 'handlebars';
import type { Currency } from '../program/program.ts';
import { formatMoney } from '../program/money.ts';
import { EmailError } from './compiled-email.ts';
import { Figure } from './figure.ts';
import { formatDay, formatInstant } from './format-time.ts';

/** How values are written for the reader of a mail; helpers find it in Handlebars' data. */
export interface Wording {
  /** BCP 47. */
  locale: string;
  /** IANA zone. */
  timeZone: string;
  /** Of the partner program; absent for a map without one. */
  currency?: Currency;
}

/** The closed set of helpers that a mail may use; `each` is Handlebars' own. */
export const mergeHelpers = {
  if(value: unknown, options: HelperOptions): string {
    return isEmpty(value) ? options.inverse(this) : options.fn(this);
  },

  unless(value: unknown, options: HelperOptions): string {
    return isEmpty(value) ? options.fn(this) : options.inverse(this);
  },

  /** `{{default contact.firstName "there"}}`: the second value where the first is empty. */
  default(value: unknown, fallback: unknown): unknown {
    return isEmpty(value) ? fallback : value;
  },

  /** `{{date login.expiresAt}}`: an instant with time and zone, a calendar day (YYYY-MM-DD) without. */
  date(value: unknown, options: HelperOptions): string {
    const wording = wordingOf(options);
    if (value instanceof Figure) return value.text;
    if (isEmpty(value)) return '';
    if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value))
      return formatDay(value, wording.locale);
    const instant = typeof value === 'number' ? value : Date.parse(String(value));
    if (Number.isNaN(instant)) throw new EmailError(`{{date}} was given something that is not a date.`);
    return formatInstant(instant, wording);
  },

  /** `{{money sale.amount}}`: an amount in the program's currency; a bare number counts minor units. */
  money(value: unknown, options: HelperOptions): string {
    const { currency, locale } = wordingOf(options);
    if (value instanceof Figure) return value.text;
    if (isEmpty(value) && value !== 0) return '';
    if (typeof value !== 'number' || !currency)
      throw new EmailError('{{money}} was given something that is not an amount.');
    return formatMoney(value, currency, locale);
  },
} satisfies Record<string, (this: unknown, ...values: never[]) => unknown>;

function isEmpty(value: unknown): boolean {
  const raw = value instanceof Figure ? value.raw : value;
  return Array.isArray(raw) ? raw.length === 0 : !raw;
}

function wordingOf(options: HelperOptions): Wording {
  return (options.data as { wording: Wording }).wording;
}
