import { commissionBackAfter } from '../../program/sales.ts';
import { REVERSALS } from '../reversals.ts';
import { PAGE, type CheckScope, type Finding } from './finding.ts';

/** The second tier follows the sales that it was earned with: what refunds took of them they took of it, too. */
export async function checkSecondTier(scope: CheckScope): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let after = 0; ;) {
    const page = await earnedAfter(scope, after);
    for (const row of page) {
      after = row.id;
      const the = `the second-tier commission on the sale “${row.sale_id}”`;
      const back = commissionBackAfter({ amount: row.amount ?? 0, commission: row.earned }, row.refunded);
      const problems: [boolean, string][] = [
        [row.amount === null, `${the} is on a sale that is not there`],
        [row.seller === row.contact_id, `${the} went to the partner who made it`],
        [row.saleCommission === 0, `${the} was earned, and the sale earned its partner nothing`],
        [
          row.amount !== null && row.takenBack !== back,
          `${the} lost ${row.takenBack} minor units by refunds, which by the rules is ${back}`,
        ],
      ];
      const { contact_id: contactId, program } = row;
      for (const [isSo, message] of problems)
        if (isSo) findings.push({ check: 'sale', contactId, program, message });
    }
    if (page.length < PAGE) return findings;
  }
}

async function earnedAfter({ db, program }: CheckScope, after: number) {
  let query = db
    .selectFrom('ledger as earned')
    .leftJoin('ledger as sale', (join) =>
      join
        .onRef('sale.sale_id', '=', 'earned.sale_id')
        .onRef('sale.sale_source', '=', 'earned.sale_source')
        .on('sale.entry_type', '=', 'sale'),
    )
    .where('earned.entry_type', '=', 'second-tier')
    .where('earned.commission', '>', 0)
    .where('earned.id', '>', after)
    .orderBy('earned.id')
    .limit(PAGE)
    .select(['earned.id', 'earned.contact_id', 'earned.program', 'earned.sale_id'])
    .select(['earned.commission as earned', 'sale.contact_id as seller', 'sale.amount'])
    .select('sale.commission as saleCommission')
    .select((eb) => {
      const ofSale = eb
        .selectFrom('ledger as one')
        .whereRef('one.sale_id', '=', 'earned.sale_id')
        .whereRef('one.sale_source', '=', 'earned.sale_source');
      return [
        ofSale
          .where('one.entry_type', 'in', REVERSALS)
          .select(({ fn }) => fn.sum('one.amount').as('sum'))
          .as('refunded'),
        ofSale
          .where('one.entry_type', '=', 'second-tier')
          .where('one.commission', '<', 0)
          .select(({ fn }) => fn.sum('one.commission').as('sum'))
          .as('takenBack'),
      ];
    });
  if (program !== undefined) query = query.where('earned.program', '=', program);
  const rows = await query.execute();
  return rows.map(({ refunded, takenBack, ...row }) => ({
    ...row,
    refunded: 0 - Number(refunded ?? 0),
    takenBack: 0 - Number(takenBack ?? 0),
  }));
}
