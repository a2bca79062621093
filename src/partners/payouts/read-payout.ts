import type { Kysely } from 'kysely';
import type { Instant } from '../../program/time.ts';
import type { Database } from '../../storage/schema.ts';
import type { LedgerRow } from '../ledger.ts';

/** A batch of commissions that are paid out together; money in minor units of the program's currency. */
export interface Payout {
  batch: string;
  program: string;
  at: Instant;
  by: string;
  /** By contact id. */
  partners: PartnerPayout[];
}

/** What one partner is paid in a batch: `amount` is what they earned (`commissions`) and what was taken back (`reversals`, not above zero). */
export interface PartnerPayout {
  contactId: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  referralCode: string;
  commissions: number;
  reversals: number;
  amount: number;
  lines: PayoutLine[];
}

/** One row of the ledger in a payout. */
export interface PayoutLine {
  entry: LedgerRow['entry_type'];
  /** The fact's, unique in its source. */
  source: string;
  id: string;
  sale: string;
  product: string | null;
  /** What was sold, or with a refund given back (negative); 0 in the second tier. */
  amount: number;
  /** Negative where a refund takes it back. */
  commission: number;
  at: Instant;
}

/** A batch as it was paid, whatever has happened since; undefined where there is none of this id. */
export async function readPayout(db: Kysely<Database>, batch: string): Promise<Payout | undefined> {
  const payout = await db.selectFrom('payouts').selectAll().where('id', '=', batch).executeTakeFirst();
  if (!payout) return undefined;
  const { program, made_at: at, made_by: by } = payout;
  const rows = Map.groupBy(await rowsOf(db, batch), ({ contact_id: id }) => id);
  return { batch, program, at, by, partners: [...rows.values()].map(partnerPayout) };
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

function rowsOf(db: Kysely<Database>, batch: string) {
  return db
    .selectFrom('ledger')
    .innerJoin('contacts', 'contacts.id', 'ledger.contact_id')
    .innerJoin('enrolments', (join) =>
      join
        .onRef('enrolments.contact_id', '=', 'ledger.contact_id')
        .onRef('enrolments.program', '=', 'ledger.program'),
    )
    .where('payout', '=', batch)
    .orderBy('ledger.contact_id')
    .orderBy('ledger.id')
    .selectAll('ledger')
    .select(['email', 'first_name', 'last_name', 'referral_code'])
    .execute();
}

/** The rows are one partner's, at least one. */
function partnerPayout(rows: Row[]): PartnerPayout {
  const [first] = rows;
  if (!first) throw new Error('A partner without a row is not in a payout.');
  const sum = (of: Row[]) => of.reduce((total, { commission }) => total + commission, 0);
  return {
    contactId: first.contact_id,
    email: first.email,
    firstName: first.first_name,
    lastName: first.last_name,
    referralCode: first.referral_code,
    commissions: sum(rows.filter(({ commission }) => commission > 0)),
    reversals: sum(rows.filter(({ commission }) => commission < 0)),
    amount: sum(rows),
    lines: rows.map((row) => ({
      entry: row.entry_type,
      source: row.source,
      id: row.external_id,
      sale: row.sale_id ?? '',
      product: row.product,
      amount: row.amount,
      commission: row.commission,
      at: row.occurred_at,
    })),
  };
}
