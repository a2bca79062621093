import type { Transaction } from 'kysely';
import type { Door } from '../program/events.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { readTotal, refuseCurrency } from './amounts.ts';
import { findPartner, type PartnerRef } from './find-partner.ts';
import {
  addToLedger,
  DEFAULT_SOURCE,
  hashOfBody,
  originalColumns,
  recordOnce,
  type NewLedgerRow,
  type Repetition,
} from './ledger.ts';
import { atOneInstant, type Partners } from './partners.ts';
import { isOfFuture } from './refuse-future.ts';
import type { Refused } from './refusal.ts';
import { totalsOf } from './totals.ts';
import { transact } from '../storage/transact.ts';

/** A new total of a partner's sales, as a sale system or a person states it. */
export interface CorrectionInput {
  /** Unique in its source, among sales, refunds and corrections. */
  id: string;
  /** Default `webhook`. */
  source?: string;
  partner: PartnerRef;
  /** Default: the partner's only one. */
  program?: string;
  /** Major units, as a decimal string ("5100.00") or a number; zero or more. */
  total: string | number;
  /** ISO 4217 code; has to be the program's. */
  currency: string;
  /** When the total was so; default: now. */
  at?: Instant;
}

/** What is known of a correction beyond its message. */
interface Statement {
  /** Who states it, for the timeline: a source of sales, or a person. */
  by: string;
  via?: Door;
  /** When, where the message does not say; default: now. */
  at?: Instant;
}

/** A later statement than this one was recorded before it, or this one is of the future. */
interface OutOfOrder {
  status: 'refused';
  code: 'out-of-order';
  message: string;
}

/** Money in minor units; `difference` is what the correction added, negative where the total fell. */
export type CorrectionResult =
  | { status: 'recorded'; contactId: string; program: string; total: number; difference: number }
  | Repetition
  | Refused
  | OutOfOrder;

/**
 * Records a new total as a ledger row of the difference to the sum at this moment, and the fact that the partner's
 * run learns of, in one transaction. Number of sales and commission stay: nobody knows which sale was missing.
 */
export async function recordCorrection(
  p: Partners,
  correction: CorrectionInput,
  stated: Statement,
): Promise<CorrectionResult> {
  const { id, source = DEFAULT_SOURCE, ...body } = correction;
  const bodyHash = hashOfBody({ type: 'correction', ...body });
  return transact(p.db, (trx) =>
    recordOnce(trx, { source, id, bodyHash }, () =>
      recordNewTotal(atOneInstant(p), trx, { ...correction, source }, bodyHash, stated),
    ),
  );
}

async function recordNewTotal(
  p: Partners,
  trx: Transaction<Database>,
  correction: CorrectionInput & { source: string },
  bodyHash: string,
  { by, via, at: statedAt = p.now() }: Statement,
): Promise<CorrectionResult | undefined> {
  const found = await findPartner(p, trx, correction.partner, correction.program);
  if ('status' in found) return found;
  const { program } = found;
  const wrongCurrency = refuseCurrency(correction.currency, program.name, program.currency);
  if (wrongCurrency) return wrongCurrency;
  const total = readTotal(correction.total, program.currency);
  if (typeof total !== 'number') return total;
  const { id, source, at = statedAt } = correction;
  const contactId = found.enrolment.contact_id;
  const early = await refuseOutOfOrder(p, trx, contactId, program.name, at);
  if (early) return early;

  const before = totalsOf(found.enrolment);
  const difference = total - before.totalSales;
  const row: NewLedgerRow = {
    contact_id: contactId,
    program: program.name,
    entry_type: 'correction',
    source,
    external_id: id,
    sale_source: null,
    sale_id: null,
    sale_kind: null,
    product: null,
    first_sale_source: null,
    first_sale_id: null,
    amount: difference,
    ...originalColumns(undefined),
    commission: 0,
    occurred_at: at,
    recorded_at: p.now(),
    body_hash: bodyHash,
    payout: null,
  };
  const changes = await addToLedger(trx, row, before);
  if (!changes) return undefined;
  await appendEvent(trx, {
    contactId,
    source: `/sales/${source}`,
    eventId: id,
    type: 'totals-corrected',
    time: at,
    data: { by, ...(via === undefined ? {} : { via }), program: program.name, changes },
    now: p.now(),
  });
  return { status: 'recorded', contactId, program: program.name, total, difference };
}

/** Totals replace each other, so an older one must not undo a newer one, and one of the future would keep all others out. */
async function refuseOutOfOrder(
  p: Partners,
  trx: Transaction<Database>,
  contactId: string,
  program: string,
  at: Instant,
): Promise<OutOfOrder | undefined> {
  const shown = new Date(at).toISOString();
  if (isOfFuture(at, p.now()))
    return outOfOrder(
      `at: ${shown} is in the future, and no total is known before its time. Check the clock.`,
    );
  const { latest } = await trx
    .selectFrom('ledger')
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .where('entry_type', '=', 'correction')
    .select(({ fn }) => fn.max('occurred_at').as('latest'))
    .executeTakeFirstOrThrow();
  if (latest === null || Number(latest) <= at) return undefined;
  return outOfOrder(
    `at: ${shown} is before ${new Date(Number(latest)).toISOString()}, when a newer total was true that is recorded already. Send the total as it is now, with its time.`,
  );
}

function outOfOrder(message: string): OutOfOrder {
  return { status: 'refused', code: 'out-of-order', message };
}
