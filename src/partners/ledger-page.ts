import { sql } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { LedgerRow } from './ledger.ts';
import type { Partners } from './partners.ts';

/** One entry of a partner's ledger; money in minor units, negative where it takes something back. */
export interface LedgerLine {
  id: LedgerRow['id'];
  type: LedgerRow['entry_type'];
  /** Of the sale: its own, or the one that a refund belongs to; null for corrections. */
  kind: LedgerRow['sale_kind'];
  product: string | null;
  amount: number;
  commission: number;
  /** What refunds have left of what the entry earned; 0 where it earned nothing. */
  commissionLeft: number;
  /** It is in a payout. */
  isPaid: boolean;
  at: Instant;
}

/** A place in the list: that of one of its lines. */
export type LedgerCursor = Pick<LedgerLine, 'at' | 'id'>;

/** Which lines: the newest ones, or those next to a place in the list. */
export type LedgerStretch = { olderThan: LedgerCursor } | { newerThan: LedgerCursor } | undefined;

/** The latest lines come first. */
export interface LedgerPage {
  lines: LedgerLine[];
  isNewest: boolean;
  isOldest: boolean;
}

/**
 * A part of a partner's ledger in one program. Pages are found by their place (keyset) and not by counting, so that the
 * last of a thousand costs what the first one costs, and a sale that comes in meanwhile moves nothing.
 */
export async function ledgerPage(
  p: Pick<Partners, 'db'>,
  { contactId, program, take }: { contactId: string; program: string; take: number },
  stretch?: LedgerStretch,
): Promise<LedgerPage> {
  const upwards = stretch !== undefined && 'newerThan' in stretch;
  const order = upwards ? 'asc' : 'desc';
  let query = linesOf(p, contactId, program)
    .orderBy('entry.occurred_at', order)
    .orderBy('entry.id', order)
    .limit(take + 1);
  if (stretch) {
    const { at, id } = 'newerThan' in stretch ? stretch.newerThan : stretch.olderThan;
    query = query.where((eb) =>
      eb(eb.refTuple('entry.occurred_at', 'entry.id'), upwards ? '>' : '<', eb.tuple(at, id)),
    );
  }
  const rows = (await query.execute()).map(({ payout, ...row }) => ({
    ...row,
    commissionLeft: Number(row.commissionLeft),
    isPaid: payout !== null,
  }));
  const lines = rows.slice(0, take);
  const isLast = rows.length <= take;
  if (!upwards) return { lines, isNewest: stretch === undefined, isOldest: isLast };
  return { lines: lines.reverse(), isNewest: isLast, isOldest: false };
}

function linesOf(p: Pick<Partners, 'db'>, contactId: string, program: string) {
  return p.db
    .selectFrom('ledger as entry')
    .leftJoin('ledger as sale', (join) =>
      join.onRef('sale.source', '=', 'entry.sale_source').onRef('sale.external_id', '=', 'entry.sale_id'),
    )
    .where('entry.contact_id', '=', contactId)
    .where('entry.program', '=', program)
    .select(['entry.id', 'entry.entry_type as type', 'entry.amount', 'entry.commission'])
    .select(['entry.occurred_at as at', 'sale.sale_kind as kind', 'sale.product', 'entry.payout'])
    .select((eb) => {
      const left = eb
        .selectFrom('ledger as part')
        .whereRef('part.sale_id', '=', 'entry.sale_id')
        .whereRef('part.sale_source', '=', 'entry.sale_source')
        // The same sale may also earn another partner a commission of the second tier.
        .whereRef('part.contact_id', '=', 'entry.contact_id')
        .select((inner) => inner.fn.sum<number>('part.commission').as('sum'));
      return eb
        .case()
        .when('entry.commission', '>', 0)
        .then(left)
        .else(sql<number>`0`)
        .end()
        .as('commissionLeft');
    });
}
