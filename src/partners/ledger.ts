import { createHash } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import { canonicalJson } from '../program/canonical.ts';
import type { FieldChange } from '../program/events.ts';
import type { SaleKind } from '../program/program.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import type { Original } from './exchange.ts';
import { fieldChanges } from './field-changes.ts';
import { keepTotals, totalFields, withEntry, type Totals } from './totals.ts';

/** One row of the sale ledger. */
export type LedgerRow = Selectable<Database['ledger']>;

/** One that is not written yet. */
export type NewLedgerRow = Omit<LedgerRow, 'id'>;

/** Where sales come from when nobody says. */
export const DEFAULT_SOURCE = 'webhook';

/** What is compared when an id comes again: the body as it was sent. */
export function hashOfBody(body: object): string {
  return createHash('sha256').update(canonicalJson(body)).digest('hex');
}

/**
 * Records what has an id of its own, once. `record` answers undefined where `addToLedger` found the id in the ledger; and
 * what is refused may be a repetition all the same: a refund, say, of which nothing more is left.
 */
export async function recordOnce<R extends { status: string }>(
  trx: Transaction<Database>,
  entry: { source: string; id: string; bodyHash: string },
  record: () => Promise<R | undefined>,
): Promise<R | Repetition> {
  const result = await record();
  if (result && result.status !== 'refused') return result;
  const repetition = await findRepetition(trx, entry);
  if (repetition) return repetition;
  if (result) return result;
  throw new Error(`“${entry.id}” of “${entry.source}” is in the ledger, and cannot be found there.`);
}

async function findRepetition(
  trx: Transaction<Database>,
  { source, id, bodyHash }: { source: string; id: string; bodyHash: string },
): Promise<Repetition | undefined> {
  const row = await trx
    .selectFrom('ledger')
    .select(['body_hash', 'recorded_at'])
    .where('source', '=', source)
    .where('external_id', '=', id)
    .executeTakeFirst();
  return row && repetitionOf(source, id, row, bodyHash);
}

/** What an id that was recorded before comes to: its row tells the same body from another one. */
export function repetitionOf(
  source: string,
  id: string,
  row: { body_hash: string; recorded_at: number },
  bodyHash: string,
): Repetition {
  const what = `id: “${id}” of the source “${source}” was already recorded on ${new Date(row.recorded_at).toISOString()}`;
  if (row.body_hash === bodyHash) {
    return {
      status: 'duplicate',
      message: `${what} with the same content. It counts once; nothing was changed.`,
    };
  }
  const message = `${what} with another content, and nothing recorded is ever rewritten. Use a new id for a new sale or refund; to correct an amount, send a refund.`;
  return { status: 'conflict', message };
}

/** The same id again: with the same body (`duplicate`, all is well) or with another one (`conflict`). */
export interface Repetition {
  status: 'duplicate' | 'conflict';
  message: string;
}

/** Puts a commission on hold; that it becomes payable is told by the clock. */
async function holdCommission(trx: Transaction<Database>, row: NewLedgerRow): Promise<void> {
  const { source, external_id, contact_id, program, occurred_at, recorded_at } = row;
  const held = { sale_source: source, sale_id: external_id, contact_id, program, occurred_at, recorded_at };
  await trx.insertInto('held_commissions').values(held).execute();
}

/** What is known of a sale when it is written down; money in minor units. */
interface SaleToBook {
  contactId: string;
  program: string;
  source: string;
  id: string;
  amount: number;
  original?: Original | undefined;
  kind: SaleKind;
  product?: string | undefined;
  firstSale?: Pick<LedgerRow, 'source' | 'external_id'> | undefined;
  at: Instant;
  commission: number;
  bodyHash: string;
}

/** A sale as a row of the ledger, recorded at `now`. */
export function saleRow(sale: SaleToBook, now: Instant): NewLedgerRow {
  return {
    contact_id: sale.contactId,
    program: sale.program,
    entry_type: 'sale',
    source: sale.source,
    external_id: sale.id,
    sale_source: sale.source,
    sale_id: sale.id,
    sale_kind: sale.kind,
    product: sale.product ?? null,
    first_sale_source: sale.firstSale?.source ?? null,
    first_sale_id: sale.firstSale?.external_id ?? null,
    amount: sale.amount,
    ...originalColumns(sale.original),
    commission: sale.commission,
    occurred_at: sale.at,
    recorded_at: now,
    body_hash: sale.bodyHash,
    payout: null,
  };
}

/** The columns of what was paid in another currency; `sign` is -1 for what is given back. */
export function originalColumns(original: Original | undefined, sign: 1 | -1 = 1) {
  return {
    original_amount: original ? sign * original.amount : null,
    original_currency: original?.currency ?? null,
    exchange_rate: original?.rate ?? null,
  };
}

/**
 * Adds a row, and returns how the partner's totals changed by it; undefined, and nothing is done, where its id was
 * recorded before. `before`: the totals of the partner, whose enrolment is locked. `isLast`: nothing is left of the sale
 * that the row gives back.
 */
export async function addToLedger(
  trx: Transaction<Database>,
  row: NewLedgerRow,
  before: Totals,
  isLast = false,
): Promise<FieldChange[] | undefined> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('ledger')
    .values(row)
    .onConflict((c) => c.columns(['source', 'external_id']).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return undefined;
  if (row.commission > 0) await holdCommission(trx, row);
  const after = withEntry(before, row, isLast);
  await keepTotals(trx, { contactId: row.contact_id, program: row.program }, after);
  return fieldChanges(totalFields(before), totalFields(after));
}
