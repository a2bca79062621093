import { sql, type Kysely } from 'kysely';
import type { Database } from '../../src/storage/schema.ts';

/** How many partners there are, and what they have sold; `big` is one more, who has sold much. */
export interface Company {
  partners: number;
  salesEach: number;
  salesOfBig: number;
}

/** 2026-01-01T00:00:00Z. */
const START = Date.UTC(2026, 0, 1);
/** As long as a real one. */
const HASH = '0'.repeat(64);

/** Counts from 0, as SQLite does it. */
function numbersBelow(count: number) {
  return sql`with recursive number(n) as (select 0 union all select n + 1 from number where n < ${sql.lit(count - 1)})`;
}

/** Approved partners of `main`, `p-0` and so on; the big one is the last. */
export async function addPartners(db: Kysely<Database>, { partners }: Company): Promise<void> {
  const numbers = numbersBelow(partners + 1);
  await sql`insert into contacts (id, email, fields, tags, sequence, created_at)
    ${numbers} select 'p-' || n, 'p-' || n || '@example.com', '{}', '[]', 0, ${START} from number`.execute(
    db,
  );
  await sql`insert into enrolments
      (contact_id, program, status, referral_code, application, applied_at, approved_at)
    ${numbers} select 'p-' || n, 'main', 'approved', 'P-' || n, '{}', ${START}, ${START} from number`.execute(
    db,
  );
}

/**
 * Sales as they are in the database once they were told: rows and facts. The partners sell by turns, so that what belongs to
 * one of them lies all over the file. In one statement each, or a million would take longer than what is measured.
 */
export async function addSales(db: Kysely<Database>, company: Company): Promise<void> {
  const { partners, salesEach, salesOfBig } = company;
  const ofOthers = sql.lit(partners * salesEach);
  const isBig = sql`n >= ${ofOthers}`;
  const contact = sql`'p-' || case when ${isBig} then ${sql.lit(partners)} else n % ${sql.lit(partners)} end`;
  const sold = sql`case when ${isBig} then n - ${ofOthers} else n / ${sql.lit(partners)} end`;
  const at = sql`${sql.lit(START)} + n * 1000`;
  const numbers = numbersBelow(partners * salesEach + salesOfBig);
  await sql`insert into ledger (contact_id, program, entry_type, source, external_id, sale_source, sale_id, sale_kind,
      amount, commission, occurred_at, recorded_at, body_hash)
    ${numbers} select ${contact}, 'main', 'sale', 'webhook', 'sale-' || n, 'webhook', 'sale-' || n, 'first',
      10000, 2000, ${at}, ${at}, ${HASH} from number`.execute(db);
  await sql`insert into outbox
      (contact_id, sequence, source, event_id, type, time, data, partition, recorded_at, delivered_at)
    ${numbers} select ${contact}, ${sold} + 1, '/sales/webhook', 'sale-' || n, 'sale-recorded', ${at},
      json_object('sale', json_object('id', 'sale-' || n, 'amount', 10000, 'kind', 'first', 'at', ${at}),
        'commission', json_object('amount', 2000), 'program', 'main', 'changes', json_array(
          json_object('field', 'totalSales', 'before', ${sold} * 10000, 'after', (${sold} + 1) * 10000),
          json_object('field', 'numberOfSales', 'before', ${sold}, 'after', ${sold} + 1),
          json_object('field', 'totalCommission', 'before', ${sold} * 2000, 'after', (${sold} + 1) * 2000))),
      n % 16, ${at}, ${at} from number`.execute(db);
  await sql`update contacts set sequence = case when id = ${`p-${partners}`}
    then ${salesOfBig} else ${salesEach} end`.execute(db);
}
