import type { ContactEventOf } from '../../program/events.ts';
import { paidSource } from '../payouts/tell-paid.ts';
import { moneyIn, PAGE, programsIn, type CheckScope, type Finding } from './finding.ts';

/** Each partner was told of a payout what their rows in it come to. Payouts of earlier versions were not told. */
export async function checkToldPayouts(scope: CheckScope): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const program of programsIn(scope)) {
    const money = moneyIn(scope, program);
    for (let page = await toldAfter(scope, program, 0); page.length > 0;) {
      const sums = await sumsOf(scope, program, [...new Set(page.map(({ contactId }) => contactId))]);
      for (const { contactId, data } of page) {
        const { batch, amount } = (JSON.parse(data) as ContactEventOf<'commission-paid'>['data']).payout;
        const sum = sums.get(keyOf(contactId, batch)) ?? 0;
        const message = `the payout “${batch}” comes to ${money(sum)} by the rows, and ${money(amount)} by what was told`;
        if (sum !== amount) findings.push({ check: 'payout', contactId, program, message });
      }
      page = await toldAfter(scope, program, page.at(-1)?.id ?? 0);
    }
  }
  return findings;
}

function toldAfter({ db }: CheckScope, program: string, after: number) {
  return db
    .selectFrom('outbox')
    .where('source', '=', paidSource(program))
    .where('id', '>', after)
    .orderBy('id')
    .limit(PAGE)
    .select(['id', 'contact_id as contactId', 'data'])
    .execute();
}

/** What the rows of partners in each payout come to. */
async function sumsOf(
  { db }: CheckScope,
  program: string,
  contactIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('ledger')
    .where('contact_id', 'in', contactIds)
    .where('program', '=', program)
    .where('payout', 'is not', null)
    .groupBy(['contact_id', 'payout'])
    .select(({ fn }) => ['contact_id', 'payout', fn.sum('commission').as('sum')])
    .execute();
  return new Map(rows.map(({ contact_id, payout, sum }) => [keyOf(contact_id, payout ?? ''), Number(sum)]));
}

function keyOf(contactId: string, batch: string): string {
  return `${contactId} ${batch}`;
}
