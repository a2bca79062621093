import type { Transaction } from 'kysely';
import { commissionBackAfter } from '../program/sales.ts';
import type { PartnerProgram } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import type { Converted } from './exchange.ts';
import { findSale } from './find-sale.ts';
import { findPartner, type PartnerRef, type Told } from './find-partner.ts';
import {
  addToLedger,
  DEFAULT_SOURCE,
  hashOfBody,
  originalColumns,
  recordOnce,
  type LedgerRow,
  type NewLedgerRow,
  type Repetition,
} from './ledger.ts';
import { atOneInstant, type Partners } from './partners.ts';
import { takeFromPayable } from './payouts/payable.ts';
import { refundAmount, type GivenBack } from './refund-amount.ts';
import { refused, type Refused } from './refusal.ts';
import { refuseFuture } from './refuse-future.ts';
import { REVERSALS } from './reversals.ts';
import { chargeRecruiter } from './second-tier.ts';
import { transact } from '../storage/transact.ts';
import { lockTotals } from './totals.ts';

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
  /** Checked where it is given: what was paid in another currency is given back in it, at the rate of the sale. */
  currency?: string;
  /** The customer's bank has taken the money back: a chargeback, which is a refund in all else. */
  chargeback?: boolean;
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
 * Records a refund or a chargeback of a sale, in part or in full, and the fact that the partner's run learns of, in one
 * transaction. Commission is taken back in proportion; the last refund takes back exactly what is left.
 * `told`: the run that was told of it.
 */
export async function recordRefund(p: Partners, refund: RefundInput, told?: Told): Promise<RefundResult> {
  const { id, source = DEFAULT_SOURCE, ...body } = refund;
  const bodyHash = hashOfBody({ type: 'refund', ...body });
  return transact(p.db, (trx) =>
    recordOnce(trx, { source, id, bodyHash }, () =>
      recordNewRefund(atOneInstant(p), trx, { ...refund, source }, bodyHash, told),
    ),
  );
}

async function recordNewRefund(
  p: Partners,
  trx: Transaction<Database>,
  refund: RefundInput & { source: string },
  bodyHash: string,
  told: Told | undefined,
): Promise<RefundResult | undefined> {
  const at = refund.at ?? told?.at ?? p.now();
  const early = refuseFuture(at, p.now());
  if (early) return early;
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
  const mismatch = await refuseMismatch(p, trx, refund, sale);
  if (mismatch) return mismatch;

  const before = await givenBackOf(trx, sale);
  const back = refundAmount(refund, sale, before, program);
  if ('status' in back) return back;

  const { amount } = back;
  const after = before.amount + amount;
  const commission = commissionBackAfter(sale, after) - commissionBackAfter(sale, before.amount);
  // What is left in the other currency may be less than the smallest unit: the sale is given back once.
  const full = amount > 0 && after === sale.amount;
  const entry = { refund: { ...refund, at }, sale, program, back, commission, full, bodyHash };
  const row = await writeRefund(p, trx, entry);
  if (!row) return undefined;
  await chargeRecruiter(trx, program, sale, row, { before: before.amount, after });
  return { status: 'recorded', contactId: sale.contact_id, program: sale.program, amount, commission, full };
}

async function writeRefund(
  p: Partners,
  trx: Transaction<Database>,
  entry: {
    refund: RefundInput & { source: string; at: Instant };
    sale: LedgerRow;
    program: PartnerProgram;
    back: Converted;
    commission: number;
    full: boolean;
    bodyHash: string;
  },
): Promise<NewLedgerRow | undefined> {
  const { refund, sale, commission, full, bodyHash } = entry;
  const { amount, original } = entry.back;
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
    entry_type: refund.chargeback ? 'chargeback' : 'refund',
    source,
    external_id: id,
    // Not `-amount`: that would be -0 where there was none.
    amount: 0 - amount,
    ...originalColumns(original, -1),
    commission: 0 - commission,
    occurred_at: at,
    recorded_at: p.now(),
    body_hash: bodyHash,
    payout: null,
  };
  const changes = await addToLedger(trx, row, await lockTotals(trx, contact_id, program), full);
  if (!changes) return undefined;
  changes.push(...(await takeFromPayable(trx, entry.program, row)));
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
      refund: { amount, full, ...(refund.chargeback ? { chargeback: true } : {}) },
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
      ? `sale: “${id}” is the id of several sales, of the sources ${sources.join(', ')}. Send the refund with the source of the right one (--source on the command line).`
      : `sale: no sale “${id}” was recorded, so there is nothing to refund. Check the id; if the sale is still on its way, send the refund again after it.`;
  return refused('unknown-sale', message);
}

/** What the refund says about its sale has to be so: a mistaken id must not take money from somebody else. */
async function refuseMismatch(
  p: Partners,
  trx: Transaction<Database>,
  refund: RefundInput,
  sale: LedgerRow,
): Promise<Refused | undefined> {
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

async function givenBackOf(trx: Transaction<Database>, sale: LedgerRow): Promise<GivenBack> {
  const row = await trx
    .selectFrom('ledger')
    .where('entry_type', 'in', REVERSALS)
    .where('sale_id', '=', sale.sale_id)
    .where('sale_source', '=', sale.sale_source)
    .select(({ fn }) => [fn.sum('amount').as('amount'), fn.sum('original_amount').as('original')])
    .executeTakeFirstOrThrow();
  return { amount: 0 - Number(row.amount ?? 0), original: 0 - Number(row.original ?? 0) };
}
