import type { Transaction } from 'kysely';
import type { Database } from '../storage/schema.ts';
import type { LedgerRow } from './ledger.ts';

/** A sale, or the sources of several of this id of which nobody can say which is meant; none where there is no such sale. */
export type FoundSale = { sale: LedgerRow } | { sources: string[] };

/**
 * Finds the sale that a refund or a later payment names: the one of its own source, or else the only one of that id. What
 * is reported by hand does not know where the sale came from.
 */
export async function findSale(trx: Transaction<Database>, source: string, id: string): Promise<FoundSale> {
  const sales = await trx
    .selectFrom('ledger')
    .selectAll()
    .where('entry_type', '=', 'sale')
    .where('sale_id', '=', id)
    .execute();
  const sale = sales.find((row) => row.source === source) ?? sales[0];
  if (sale && (sale.source === source || sales.length === 1)) return { sale };
  return { sources: sales.map((row) => row.source).sort() };
}
