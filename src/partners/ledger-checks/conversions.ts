import { converted, currencyNamed } from '../exchange.ts';
import { REVERSALS } from '../reversals.ts';
import { PAGE, type CheckScope, type Finding } from './finding.ts';

/** What was paid in another currency is in the ledger at its rate, and so is what was given back of it. */
export async function checkConversions(scope: CheckScope): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let after = 0; ;) {
    const page = await convertedAfter(scope, after);
    for (const row of page) {
      after = row.id;
      const { contact_id: contactId, program } = row;
      for (const message of problemsOf(row, scope))
        findings.push({ check: 'sale', contactId, program, message });
    }
    if (page.length < PAGE) return findings;
  }
}

type Row = Awaited<ReturnType<typeof convertedAfter>>[number];

function problemsOf(row: Row, { settings }: CheckScope): string[] {
  const to = settings.programs[row.program]?.currency;
  const from = currencyNamed(row.original_currency ?? '');
  const rate = row.exchange_rate;
  // A program that is gone is told of by itself.
  if (!to) return [];
  const the = `the sale “${row.external_id}”`;
  if (!from || rate === null) return [`${the} was paid in another currency, and its rate is not known`];
  const worth = (original: number) => converted(original, { rate, from, to });
  const problems: [boolean, string][] = [
    [worth(row.original_amount ?? 0) !== row.amount, `${the} has another amount than its rate comes to`],
    [
      worth(row.givenBackOriginal) !== row.givenBack,
      `${the} has refunds of another amount than its rate comes to`,
    ],
  ];
  return problems.flatMap(([isSo, message]) => (isSo ? [message] : []));
}

async function convertedAfter({ db, program }: CheckScope, after: number) {
  let query = db
    .selectFrom('ledger as sale')
    .leftJoin('ledger as refund', (join) =>
      join
        .onRef('refund.sale_id', '=', 'sale.sale_id')
        .onRef('refund.sale_source', '=', 'sale.sale_source')
        .on('refund.entry_type', 'in', REVERSALS),
    )
    .where('sale.entry_type', '=', 'sale')
    .where('sale.original_amount', 'is not', null)
    .where('sale.id', '>', after)
    .groupBy('sale.id')
    .orderBy('sale.id')
    .limit(PAGE)
    .select(['sale.id', 'sale.contact_id', 'sale.program', 'sale.external_id', 'sale.amount'])
    .select(['sale.original_amount', 'sale.original_currency', 'sale.exchange_rate'])
    .select(({ fn }) => [
      fn.sum('refund.amount').as('refunded'),
      fn.sum('refund.original_amount').as('refundedOriginal'),
    ]);
  if (program !== undefined) query = query.where('sale.program', '=', program);
  const rows = await query.execute();
  return rows.map(({ refunded, refundedOriginal, ...row }) => ({
    ...row,
    givenBack: 0 - Number(refunded ?? 0),
    givenBackOriginal: 0 - Number(refundedOriginal ?? 0),
  }));
}
