import type { SellerRef } from '../partners/attribution.ts';
import type { PartnerRef } from '../partners/find-partner.ts';
import type { SaleKind } from '../program/program.ts';

interface FactBody {
  /** Unique per source. */
  id: string;
  source?: string;
  program?: string;
  /** When it happened, RFC 3339; left out, it is the time of arrival. */
  at?: string;
}

/** A sale as a sale system sends it, but for its `type`. Amounts are major units, exact as text. */
export interface SaleBody extends FactBody {
  partner: SellerRef;
  amount: string | number;
  currency: string;
  /** Where `currency` is not the program's: how many of the program's one of it is worth, a decimal. */
  exchangeRate?: string | number;
  kind?: SaleKind;
  product?: string;
  /** Id of the first sale that a recurring payment or an instalment belongs to. */
  firstSale?: string;
}

/** A refund, but for its `type`; without an amount all that is left of the sale is refunded. */
export interface RefundBody extends FactBody {
  sale: string;
  partner?: PartnerRef;
  amount?: string | number;
  currency?: string;
  /** The customer's bank has taken the money back. */
  chargeback?: boolean;
}

/** A new total of a partner's sales, in major units. */
export interface TotalBody {
  total: string | number;
  currency: string;
  program?: string;
  /** When the total was so, RFC 3339; left out, it is the time of arrival. */
  at?: string;
}

/** An event of events.yaml, as another system sends it; its data is checked against what is declared there. */
export interface EventBody {
  /** Its name in events.yaml. */
  type: string;
  /** Unique per source. */
  id: string;
  source?: string;
  partner: PartnerRef;
  data?: Record<string, unknown>;
  /** When it happened, RFC 3339; left out, it is the time of arrival. */
  at?: string;
}

/** A bounce or a complaint, as a mail system sends it. */
export interface MailEventBody {
  /** Whether the mailbox does not work, refused this time, or its reader called the mail spam. */
  type: 'hard-bounce' | 'soft-bounce' | 'complaint';
  /** Unique per source. */
  id: string;
  source?: string;
  /** Whose mailbox it is. */
  address: string;
  /** Of the mail, with angle brackets. */
  messageId?: string;
  reason?: string;
  /** When it happened, RFC 3339; left out, it is the time of arrival. */
  at?: string;
}

/** What the run and the envelope know, the data of a direct event may leave out. */
type Direct<Body> = Omit<Body, 'id' | 'partner'> & { id?: string; partner?: PartnerRef };

interface Envelope {
  specversion: '1.0';
  /** Unique per source; the fact's id where the data has none. */
  id: string;
  /** Which system sends it; the fact's source where the data has none. */
  source: string;
  /** When it happened where the data does not say, RFC 3339. */
  time?: string;
}

/** An event that a sale system, or another one, signals to a run: a CloudEvents 1.0 object without `sequence`. */
export type DirectEvent = Envelope &
  (
    | { type: 'sale-recorded'; data: Direct<SaleBody> & { type?: 'sale.recorded' } }
    | { type: 'sale-refunded'; data: Direct<RefundBody> & { type?: 'sale.refunded' } }
    | { type: 'total-sales-changed'; data: TotalBody }
    | { type: 'custom-event'; data: Direct<EventBody> }
  );
