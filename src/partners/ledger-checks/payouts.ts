import type { CheckScope, Finding } from './finding.ts';

/** Who was paid was paid for commissions of theirs, in the program of the payout, and never less than nothing. */
export async function checkPayouts(scope: CheckScope): Promise<Finding[]> {
  return [
    ...(await strayRows(scope)),
    ...(await reversalsBeforeTheirSale(scope)),
    ...(await notAboveZero(scope)),
  ];
}

async function strayRows({ db, program }: CheckScope): Promise<Finding[]> {
  let query = db
    .selectFrom('ledger')
    .leftJoin('payouts', 'payouts.id', 'ledger.payout')
    .where('ledger.payout', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('payouts.id', 'is', null),
        eb('payouts.program', '<>', eb.ref('ledger.program')),
        eb('ledger.commission', '=', 0),
      ]),
    )
    .select(['contact_id', 'ledger.program', 'entry_type', 'external_id', 'payout']);
  if (program !== undefined) query = query.where('ledger.program', '=', program);
  const rows = await query.orderBy('ledger.id').execute();
  return rows.map((row) =>
    finding(
      row,
      `the ${row.entry_type} “${row.external_id}” is in the payout “${row.payout}”, which is not there, of another program, or for no commission`,
    ),
  );
}

async function reversalsBeforeTheirSale({ db, program }: CheckScope): Promise<Finding[]> {
  let query = db
    .selectFrom('ledger as reversal')
    .innerJoin('ledger as earned', (join) =>
      join
        .onRef('earned.sale_id', '=', 'reversal.sale_id')
        .onRef('earned.sale_source', '=', 'reversal.sale_source')
        .onRef('earned.contact_id', '=', 'reversal.contact_id')
        .on('earned.commission', '>', 0),
    )
    .where('reversal.payout', 'is not', null)
    .where('reversal.commission', '<', 0)
    .where('earned.payout', 'is', null)
    .select(['reversal.contact_id', 'reversal.program', 'reversal.external_id']);
  if (program !== undefined) query = query.where('reversal.program', '=', program);
  const rows = await query.orderBy('reversal.id').execute();
  return rows.map((row) =>
    finding(row, `the refund “${row.external_id}” was settled in a payout, and its sale was paid in none`),
  );
}

async function notAboveZero({ db, program }: CheckScope): Promise<Finding[]> {
  let query = db
    .selectFrom('ledger')
    .where('payout', 'is not', null)
    .groupBy(['contact_id', 'program', 'payout'])
    .having(({ fn }) => fn.sum('commission'), '<=', 0)
    .select(['contact_id', 'program', 'payout'])
    .orderBy('payout')
    .orderBy('contact_id');
  if (program !== undefined) query = query.where('program', '=', program);
  const rows = await query.execute();
  return rows.map((row) =>
    finding(row, `the payout “${row.payout}” comes to nothing or less for this partner`),
  );
}

function finding(row: { contact_id: string; program: string }, message: string): Finding {
  return { check: 'payout', contactId: row.contact_id, program: row.program, message };
}
