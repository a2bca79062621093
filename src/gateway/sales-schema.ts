import type { PartnerRef } from '../partners/find-partner.ts';
import type { SaleKind } from '../program/program.ts';

interface FactBody {
  /** Unique per source. */
  id: string;
  source?: string;
  program?: string;
  currency?: string;
  /** When it happened, RFC 3339; left out, it is the time of arrival. */
  at?: string;
}

/** `sale.recorded` as a sale system sends it, but for its `type`. Amounts are major units, exact as text. */
export interface SaleBody extends FactBody {
  partner: PartnerRef;
  amount: string | number;
  currency: string;
  kind?: SaleKind;
  product?: string;
}

/** `sale.refunded`, but for its `type`; without an amount all that is left of the sale is refunded. */
export interface RefundBody extends FactBody {
  sale: string;
  partner?: PartnerRef;
  amount?: string | number;
}

const NAME = { type: 'string', minLength: 1, maxLength: 200, description: 'a text of 1 to 200 characters' };
const AMOUNT = {
  type: ['string', 'number'],
  pattern: String.raw`^-?\d{1,15}(\.\d+)?$`,
  description: 'an amount in major units, such as "1100.00"',
};
const CURRENCY = { ...NAME, description: 'a currency code of ISO 4217, such as "USD"' };
const INSTANT = {
  type: 'string',
  format: 'date-time',
  description: 'a time with its offset (RFC 3339), such as "2026-01-05T09:00:00Z"',
};
const KIND = {
  type: 'string',
  enum: ['first', 'recurring', 'instalment'],
  description: 'one of "first", "recurring" and "instalment"',
};
const PARTNER = {
  type: 'object',
  properties: { contactId: NAME, email: NAME, referralCode: NAME },
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  description: 'an object with exactly one of "contactId", "email" and "referralCode"',
};

const FACT = {
  id: NAME,
  source: NAME,
  program: NAME,
  at: INSTANT,
  partner: PARTNER,
};

/** JSON Schema of a sale. A `description` says what is wanted, in words for the error text. */
export const SALE_SCHEMA = {
  type: 'object',
  properties: { ...FACT, amount: AMOUNT, currency: CURRENCY, kind: KIND, product: NAME },
  required: ['id', 'partner', 'amount', 'currency'],
  additionalProperties: false,
};

/** JSON Schema of a refund. */
export const REFUND_SCHEMA = {
  type: 'object',
  properties: { ...FACT, sale: NAME, amount: AMOUNT, currency: CURRENCY },
  required: ['id', 'sale'],
  additionalProperties: false,
};
