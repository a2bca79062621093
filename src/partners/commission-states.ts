import { sql, type Kysely } from 'kysely';
import type { PartnerProgram } from '../program/settings.ts';
import type { Database } from '../storage/schema.ts';
import { holdBounds, payableAt } from './commission-rules.ts';
import type { Partners } from './partners.ts';

/** Commissions by state, in minor units; those on hold, payable and paid make the total commission. */
export interface CommissionStates {
  onHold: number;
  /** Below zero where a refund after the payout is still to be settled. */
  payable: number;
  paid: number;
  /** What refunds took back of all of it, positive; it is missing from the three above already. */
  reversed: number;
}

/** Whose commissions: all partners of the program, or one. */
interface Whose {
  program: PartnerProgram;
  contactId?: string | undefined;
}

/** What the commissions of a program's partners, or of one, come to; added up in the database, for they may be many. */
export async function commissionStates(
  p: Pick<Partners, 'db' | 'now'>,
  program: PartnerProgram,
  contactId?: string,
): Promise<CommissionStates> {
  const whose = { program, contactId };
  const { all, paid, takenBack } = await rowsOf(p.db, whose)
    .select(({ fn, eb }) => [
      fn.sum('row.commission').as('all'),
      fn.sum(eb.case().when('row.payout', 'is not', null).then(eb.ref('row.commission')).end()).as('paid'),
      fn.sum(eb.case().when('row.commission', '<', 0).then(eb.ref('row.commission')).end()).as('takenBack'),
    ])
    .executeTakeFirstOrThrow();
  const onHold = program.commission?.holdFor ? await commissionOnHold(p, whose) : 0;
  return {
    onHold,
    payable: Number(all ?? 0) - Number(paid ?? 0) - onHold,
    paid: Number(paid ?? 0),
    reversed: 0 - Number(takenBack ?? 0),
  };
}

/** What is surely on hold is added up as it is; only sales near the end of the period are looked at one by one. */
async function commissionOnHold({ db, now }: Pick<Partners, 'db' | 'now'>, whose: Whose): Promise<number> {
  const { over, held } = holdBounds(whose.program, now());
  const rows = await db
    .selectFrom(unpaidOf(db, whose).as('part'))
    .where('at', '>', over)
    .select(({ eb, fn }) => [
      eb.case().when('at', '<=', held).then(eb.ref('at')).end().as('near'),
      fn.sum('commission').as('commission'),
    ])
    .groupBy('near')
    .execute();
  return rows
    .filter(({ near }) => near === null || payableAt(whose.program, near) > now())
    .reduce((sum, { commission }) => sum + Number(commission), 0);
}

/** Commissions that no payout has, by when they were earned: what is taken back counts with its sale. */
function unpaidOf(db: Kysely<Database>, whose: Whose) {
  const earned = rowsOf(db, whose)
    .where('row.payout', 'is', null)
    .where('row.commission', '>', 0)
    .select(['row.occurred_at as at', 'row.commission']);
  const takenBack = rowsOf(db, whose)
    .innerJoin('ledger as sale', (join) =>
      join.onRef('sale.source', '=', 'row.sale_source').onRef('sale.external_id', '=', 'row.sale_id'),
    )
    // No sale takes anything back; in these words it names a partial index.
    .where(sql<boolean>`row.entry_type <> 'sale'`)
    .where('row.payout', 'is', null)
    .where('row.commission', '<', 0)
    .select(['sale.occurred_at as at', 'row.commission']);
  return earned.unionAll(takenBack);
}

function rowsOf(db: Kysely<Database>, { program, contactId }: Whose) {
  return db
    .selectFrom('ledger as row')
    .where('row.program', '=', program.name)
    .$if(contactId !== undefined, (rows) => rows.where('row.contact_id', '=', contactId ?? ''));
}
