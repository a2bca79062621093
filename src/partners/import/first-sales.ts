import type { Transaction } from 'kysely';
import type { Database } from '../../storage/schema.ts';
import type { LedgerRow } from '../ledger.ts';
import type { SaleRow } from './sale-row.ts';

type FirstSale = Pick<
  LedgerRow,
  'source' | 'external_id' | 'contact_id' | 'program' | 'sale_kind' | 'occurred_at'
>;

/** Sales that lines of a file may name as the first one of a payment: those of the ledger, and of earlier lines. */
export class FirstSales {
  readonly #byId = new Map<string, FirstSale[]>();

  /** Looks up those of a batch. */
  static async of(trx: Transaction<Database>, ids: readonly string[]): Promise<FirstSales> {
    const sales = new FirstSales();
    if (ids.length === 0) return sales;
    const rows = await trx
      .selectFrom('ledger')
      .select(['source', 'external_id', 'contact_id', 'program', 'sale_kind', 'occurred_at'])
      .where('entry_type', '=', 'sale')
      .where('sale_id', 'in', [...new Set(ids)])
      .execute();
    for (const row of rows) sales.add(row);
    return sales;
  }

  add(sale: FirstSale): void {
    this.#byId.set(sale.external_id, [...(this.#byId.get(sale.external_id) ?? []), sale]);
  }

  /** The sale that a line names, if it is a first one of the partner: of the same source, or else the only one of its id. */
  find({ firstSale, source }: SaleRow, contactId: string, program: string): FirstSale | undefined {
    const all = this.#byId.get(firstSale ?? '') ?? [];
    const sale = all.find((one) => one.source === source) ?? (all.length === 1 ? all[0] : undefined);
    const isTheirs = sale?.contact_id === contactId && sale.program === program;
    return isTheirs && sale.sale_kind === 'first' ? sale : undefined;
  }
}
