import { sumPayable } from '../payouts/payable.ts';
import { moneyIn, PAGE, programsIn, type CheckScope, type Finding } from './finding.ts';

/** What is kept as payable to each partner is what the rows make that are neither on hold nor in a payout. */
export async function checkPayable(scope: CheckScope): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const program of programsIn(scope)) {
    const money = moneyIn(scope, program);
    for (let page = await keptAfter(scope, program, ''); page.length > 0;) {
      const ids = page.map(({ contact_id: id }) => id);
      const sums = await sumPayable(scope.db, program, ids);
      for (const { contact_id: contactId, payable } of page) {
        const sum = sums.get(contactId) ?? 0;
        const message = `payable is ${money(sum)} by the rows, and ${money(payable)} as it is kept`;
        if (sum !== payable) findings.push({ check: 'payout', contactId, program, message });
      }
      page = await keptAfter(scope, program, ids.at(-1) ?? '');
    }
  }
  return findings;
}

function keptAfter({ db }: CheckScope, program: string, after: string) {
  return db
    .selectFrom('enrolments')
    .select(['contact_id', 'payable'])
    .where('program', '=', program)
    .where('contact_id', '>', after)
    .orderBy('contact_id')
    .limit(PAGE)
    .execute();
}
