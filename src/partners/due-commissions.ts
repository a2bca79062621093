import type { Selectable, Transaction } from 'kysely';
import type { PartnerProgram } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { transact } from '../storage/transact.ts';
import { payableAt } from './commission-rules.ts';
import type { LedgerRow } from './ledger.ts';
import type { Partners } from './partners.ts';
import { addToPayable } from './payouts/payable.ts';
import { tellPayoutReady } from './payouts/payout-ready.ts';
import { lockTotals } from './totals.ts';

type Held = Selectable<Database['held_commissions']>;

/** Commissions that are looked at in one query. */
const PAGE = 200;

/**
 * Tells of every commission of a program whose holding period is over, once: the row that holds it goes in the
 * transaction that commits the fact. What was due and recorded before `watchedSince` goes in silence. `alive` is
 * called between commissions. Answers how many were told.
 */
export async function recordDueCommissions(
  p: Partners,
  program: PartnerProgram,
  watchedSince: Instant,
  alive: () => void,
): Promise<number> {
  const now = p.now();
  let told = 0;
  for (;;) {
    const page = await p.db
      .selectFrom('held_commissions')
      .selectAll()
      .where('program', '=', program.name)
      .orderBy('occurred_at')
      .limit(PAGE)
      .execute();
    const due = page.filter(({ occurred_at }) => payableAt(program, occurred_at) <= now);
    for (const held of due) {
      const at = payableAt(program, held.occurred_at);
      // A sale that was recorded late is due at once, however old it is.
      const isNews = Math.max(at, held.recorded_at) >= watchedSince;
      if (await release(p, program, held, { at, isNews })) told += 1;
      alive();
    }
    if (due.length < PAGE) return told;
  }
}

/** Ends one holding period; true when there was something left to tell of. */
async function release(
  p: Partners,
  program: PartnerProgram,
  held: Held,
  { at, isNews }: { at: Instant; isNews: boolean },
): Promise<boolean> {
  return transact(p.db, async (trx) => {
    const { sale_source, sale_id, contact_id } = held;
    const { numDeletedRows } = await trx
      .deleteFrom('held_commissions')
      .where('sale_source', '=', sale_source)
      .where('sale_id', '=', sale_id)
      .executeTakeFirst();
    // Another attempt was faster.
    if (numDeletedRows === 0n) return false;
    // A refund meanwhile lowers what is on hold, or what is payable: it waits, and sees which.
    await lockTotals(trx, contact_id, program.name);
    const rows = await rowsOfSale(trx, held);
    const earned = rows.find((row) => row.source === sale_source && row.external_id === sale_id);
    const sale = rows.find(({ entry_type }) => entry_type === 'sale');
    const own = rows.filter((row) => row.contact_id === contact_id);
    const left = sumOf(own);
    // A payout goes by the clock, and may have been quicker.
    const unpaid = sumOf(own.filter(({ payout }) => payout === null));
    const changes = await addToPayable(trx, program, contact_id, unpaid);
    if (!isNews || !earned || !sale || left <= 0) {
      await tellPayoutReady(p, trx, { contactId: contact_id, program, changes, silent: !isNews });
      return false;
    }
    const { amount, sale_kind, product, occurred_at } = sale;
    const isSecondTier = earned.entry_type === 'second-tier';
    await appendEvent(trx, {
      contactId: contact_id,
      source: `/commissions/${sale_source}`,
      eventId: sale_id,
      type: 'commission-payable',
      time: at,
      data: {
        sale: {
          id: sale_id,
          amount,
          kind: sale_kind ?? 'first',
          ...(product === null ? {} : { product }),
          at: occurred_at,
        },
        commission: { amount: left, ...(isSecondTier ? { secondTier: true } : {}) },
        program: program.name,
        changes,
      },
      now: p.now(),
    });
    return true;
  });
}

function sumOf(rows: readonly LedgerRow[]): number {
  return rows.reduce((sum, { commission }) => sum + commission, 0);
}

/** All rows of the sale that a commission was earned with: refunds, and the second tier. */
async function rowsOfSale(trx: Transaction<Database>, { sale_source, sale_id }: Held): Promise<LedgerRow[]> {
  const earned = trx
    .selectFrom('ledger as earned')
    .where('earned.source', '=', sale_source)
    .where('earned.external_id', '=', sale_id);
  return await trx
    .selectFrom('ledger')
    .selectAll()
    .where('sale_source', '=', earned.select('earned.sale_source'))
    .where('sale_id', '=', earned.select('earned.sale_id'))
    .execute();
}
