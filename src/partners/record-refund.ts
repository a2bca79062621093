import type { Transaction } from 'kysely';
import { decimalOf } from '../program/money.ts';
import type { PartnerProgram } from '../program/settings.ts';
import { commissionBackAfter } from '../program/sales.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { readAmount, refuseCurrency } from './amounts.ts';
import { findSale } from './find-sale.ts';
import { findPartner, type PartnerRef, type Told } from './find-partner.ts';
import {
  addToLedger,
  DEFAULT_SOURCE,
  findRepetition,
  hashOfBody,
  type LedgerRow,
  type NewLedgerRow,
  type Repetition,
} from './ledger.ts';
import { atOneInstant, type Partners } from './partners.ts';
import { refused, type Refused } from './refusal.ts';
import { chargeRecruiter } from './second-tier.ts';
import { transact } from '../storage/transact.ts';

/** A refund as a sale system reports it; the edges have checked types and lengths. */
export interface RefundInput {
  /** Unique in its source, among sales and refunds. */
  id: string;
  /** Default `webhook`. */
  source?: string;
  /** Id of the sale: one of the same source, or else the only one of that id. */
  sale: string;
  /** Major units; default: all that is left of the sale. */
  amount?: string | number;
  /** Checked against the sale's where it is given. */
  currency?: string;
  partner?: PartnerRef;
  program?: string;
  /** When it happened; default: now. */
  at?: Instant;
}

/** Money in minor units, positive: the amount given back and the commission taken back. */
export type RefundResult =
  | {
      status: 'recorded';
      contactId: string;
      program: string;
      amount: number;
      commission: number;
      /** Nothing is left of the sale. */
      full: boolean;
    }
  | Repetition
  | Refused;

/**
 * Records a refund of a sale, in part or in full, and the fact that the partner's run learns of, in one
 * transaction. Commission is taken back in proportion; the last refund takes back exactly what is left.
 * `told`: the run that was told of it.
 */
export async function recordRefund(p: Partners, refund: RefundInput, told?: Told): Promise<RefundResult> {
  const { id, source = DEFAULT_SOURCE, ...body } = refund;
  const bodyHash = hashOfBody({ type: 'refund', ...body });
  return transact(p.db, async (trx) => {
    const repetition = await findRepetition(trx, source, id, bodyHash);
    return repetition ?? recordNewRefund(atOneInstant(p), trx, { ...refund, source }, bodyHash, told);
  });
}

async function recordNewRefund(
  p: Partners,
  trx: Transaction<Database>,
  refund: RefundInput & { source: string },
  bodyHash: string,
  told: Told | undefined,
): Promise<RefundResult> {
  const found = await findSale(trx, refund.source, refund.sale);
  if (!('sale' in found)) return noSale(refund.sale, found.sources);
  const { sale } = found;
  if (told && told.contactId !== sale.contact_id) return notTheirs(refund.sale);
  const program = p.settings().programs[sale.program];
  if (!program)
    return refused(
      'unknown-program',
      `The partner program “${sale.program}” of this sale is gone. Bring its file back, and send the refund again.`,
    );
  const mismatch = await refuseMismatch(p, trx, refund, sale, program);
  if (mismatch) return mismatch;

  const refundedBefore = await refundedOf(trx, sale);
  const left = sale.amount - refundedBefore;
  const amount = refund.amount === undefined ? left : readAmount(refund.amount, program.currency);
  if (typeof amount !== 'number') return amount;
  if (amount > left || left === 0) return moreThanSale(refund.sale, left, program);

  const refundedAfter = refundedBefore + amount;
  const commission = commissionBackAfter(sale, refundedAfter) - commissionBackAfter(sale, refundedBefore);
  const full = refundedAfter === sale.amount;
  const at = refund.at ?? told?.at ?? p.now();
  const row = await writeRefund(p, trx, {
    refund: { ...refund, at },
    sale,
    amount,
    commission,
    full,
    bodyHash,
  });
  await chargeRecruiter(trx, sale, row, { before: refundedBefore, after: refundedAfter });
  return { status: 'recorded', contactId: sale.contact_id, program: sale.program, amount, commission, full };
}

async function writeRefund(
  p: Partners,
  trx: Transaction<Database>,
  entry: {
    refund: RefundInput & { source: string; at: Instant };
    sale: LedgerRow;
    amount: number;
    commission: number;
    full: boolean;
    bodyHash: string;
  },
): Promise<NewLedgerRow> {
  const { refund, sale, amount, commission, full, bodyHash } = entry;
  const { id, source, at } = refund;
  const { contact_id, program, sale_source, sale_id, sale_kind, product } = sale;
  const { first_sale_source, first_sale_id } = sale;
  const row: NewLedgerRow = {
    contact_id,
    program,
    sale_source,
    sale_id,
    sale_kind,
    product,
    first_sale_source,
    first_sale_id,
    entry_type: 'refund',
    source,
    external_id: id,
    amount: -amount,
    // Not `-commission`: that would be -0 where there was none.
    commission: 0 - commission,
    occurred_at: at,
    recorded_at: p.now(),
    body_hash: bodyHash,
    payout: null,
  };
  const changes = await addToLedger(trx, row);
  const kind = sale_kind ?? 'first';
  await appendEvent(trx, {
    contactId: contact_id,
    source: `/sales/${source}`,
    eventId: id,
    type: 'sale-refunded',
    time: at,
    data: {
      sale: {
        id: refund.sale,
        amount: sale.amount,
        kind,
        ...(product === null ? {} : { product }),
        at: sale.occurred_at,
      },
      refund: { amount, full },
      program,
      changes,
    },
    now: p.now(),
  });
  return row;
}

function noSale(id: string, sources: readonly string[]): Refused {
  const message =
    sources.length > 0
      ? `sale: “${id}” is the id of several sales, of the sources ${sources.join(', ')}. Send the refund with the source of the right one.`
      : `sale: no sale “${id}” was recorded, so there is nothing to refund. Check the id; if the sale is still on its way, send the refund again after it.`;
  return refused('unknown-sale', message);
}

/** What the refund says about its sale has to be so: a mistaken id must not take money from somebody else. */
async function refuseMismatch(
  p: Partners,
  trx: Transaction<Database>,
  refund: RefundInput,
  sale: LedgerRow,
  program: PartnerProgram,
): Promise<Refused | undefined> {
  if (refund.currency !== undefined) {
    const wrong = refuseCurrency(refund.currency, program.name, program.currency);
    if (wrong) return wrong;
  }
  if (refund.program !== undefined && refund.program !== sale.program) {
    return refused(
      'unknown-sale',
      `sale: “${refund.sale}” belongs to the partner program “${sale.program}”, not to “${refund.program}”. Check both.`,
    );
  }
  if (!refund.partner) return undefined;
  const found = await findPartner(p, trx, refund.partner, sale.program);
  if ('status' in found) return found;
  return found.enrolment.contact_id === sale.contact_id ? undefined : notTheirs(refund.sale);
}

function notTheirs(sale: string): Refused {
  return refused(
    'unknown-sale',
    `sale: “${sale}” was not made by this partner. Check the id and the partner.`,
  );
}

/** How much of a sale has been refunded so far, positive, in minor units. */
async function refundedOf(trx: Transaction<Database>, sale: LedgerRow): Promise<number> {
  const row = await trx
    .selectFrom('ledger')
    .where('entry_type', '=', 'refund')
    .where('sale_id', '=', sale.sale_id)
    .where('sale_source', '=', sale.sale_source)
    .select((eb) => eb.fn.sum('amount').as('sum'))
    .executeTakeFirstOrThrow();
  return -Number(row.sum ?? 0);
}

function moreThanSale(id: string, left: number, { currency }: PartnerProgram): Refused {
  const rest = `${decimalOf(left, currency)} ${currency.code}`;
  const message =
    left === 0
      ? `sale: “${id}” is wholly refunded already; nothing is left to give back.`
      : `amount: only ${rest} of the sale “${id}” is left to refund. Send that much or less, or leave the amount out to refund the rest.`;
  return refused('more-than-sale', message);
}
