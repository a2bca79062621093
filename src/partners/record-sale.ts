import type { Transaction } from 'kysely';
import type { SaleKind } from '../program/program.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { commissionFor } from './commission-rules.ts';
import { findSeller, type SellerRef } from './attribution.ts';
import { readPayment } from './exchange.ts';
import { firstSaleOf } from './first-sale.ts';
import type { Told } from './find-partner.ts';
import { addToLedger, DEFAULT_SOURCE, hashOfBody, recordOnce, saleRow, type Repetition } from './ledger.ts';
import { atOneInstant, type Partners } from './partners.ts';
import { refused, type Refused } from './refusal.ts';
import { refuseFuture } from './refuse-future.ts';
import { creditRecruiter } from './second-tier.ts';
import { transactOnLocked } from '../storage/transact.ts';
import { totalsOf } from './totals.ts';

/** A sale as a sale system reports it; the edges have checked types and lengths. */
export interface SaleInput {
  /** Unique in its source. */
  id: string;
  /** Default `webhook`. */
  source?: string;
  partner: SellerRef;
  /** Default: the partner's only one. */
  program?: string;
  /** Major units, as a decimal string ("1100.00") or a number. */
  amount: string | number;
  /** ISO 4217 code: the program's, or with a rate any other. */
  currency: string;
  /** How many units of the program's currency one of `currency` is worth, as a decimal; half a minor unit is rounded up. */
  exchangeRate?: string | number;
  /** Default `first`. */
  kind?: SaleKind;
  product?: string;
  /** Id of the first sale that a recurring payment or an instalment belongs to: of the same source, or the only one of that id. */
  firstSale?: string;
  /** When it happened; default: now. */
  at?: Instant;
}

/** Money in minor units. `duplicate`: the same sale again, which is fine; `conflict`: its id with another body. */
export type SaleResult =
  | { status: 'recorded'; contactId: string; program: string; amount: number; commission: number }
  | Repetition
  | Refused;

/**
 * Records a sale: the ledger row and the fact that the partner's run learns of, in one transaction. Sales of
 * somebody who is not approved count in the totals and earn no commission. `told`: the run that was told of it.
 */
export async function recordSale(p: Partners, sale: SaleInput, told?: Told): Promise<SaleResult> {
  const { id, source = DEFAULT_SOURCE, ...body } = sale;
  const bodyHash = hashOfBody({ type: 'sale', ...body });
  return transactOnLocked(p.db, (trx) =>
    recordOnce(trx, { source, id, bodyHash }, () =>
      recordNewSale(atOneInstant(p), trx, { ...sale, source }, bodyHash, told),
    ),
  );
}

async function recordNewSale(
  p: Partners,
  trx: Transaction<Database>,
  sale: SaleInput & { source: string },
  bodyHash: string,
  told: Told | undefined,
): Promise<SaleResult | undefined> {
  const { id, source, kind = 'first', product, at = told?.at ?? p.now() } = sale;
  const early = refuseFuture(at, p.now());
  if (early) return early;
  const found = await findSeller(p, trx, { ...sale, at });
  if ('status' in found) return found;
  const { enrolment, program } = found;
  if (told && told.contactId !== enrolment.contact_id) return anotherPartner();
  const payment = readPayment(sale, program);
  if ('status' in payment) return payment;

  const { amount, original } = payment;
  const contactId = enrolment.contact_id;
  const firstSale = await firstSaleOf(trx, { ...sale, kind, contactId, program });
  if (firstSale && 'status' in firstSale) return firstSale;
  const earning = { amount, kind, product, at, firstSaleAt: firstSale?.occurred_at };
  const commission = enrolment.status === 'approved' ? commissionFor(program, earning) : 0;
  const booked = {
    contactId,
    program: program.name,
    source,
    id,
    amount,
    original,
    kind,
    product,
    firstSale,
    at,
    commission,
    bodyHash,
  };
  const row = saleRow(booked, p.now());
  const changes = await addToLedger(trx, row, totalsOf(enrolment));
  if (!changes) return undefined;
  await appendEvent(trx, {
    contactId,
    source: `/sales/${source}`,
    eventId: id,
    type: 'sale-recorded',
    time: at,
    data: {
      sale: { id, amount, kind, ...(product === undefined ? {} : { product }), at },
      ...(commission > 0 ? { commission: { amount: commission } } : {}),
      program: program.name,
      changes,
    },
    now: p.now(),
  });
  await creditRecruiter(trx, program, enrolment, row);
  return { status: 'recorded', contactId, program: program.name, amount, commission };
}

function anotherPartner(): Refused {
  return refused(
    'unknown-partner',
    'partner: this is another contact than the one whose run was told, and the sale could be credited to the wrong one. Signal the run of the partner who made it, or leave “partner” out.',
  );
}
