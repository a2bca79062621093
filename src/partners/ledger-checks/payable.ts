import { decimalOf } from '../../program/money.ts';
import { sumPayable } from '../payouts/payable.ts';
import { PAGE, type CheckScope, type Finding } from './finding.ts';

/** What is kept as payable to each partner is what the rows make that are neither on hold nor in a payout. */
export async function checkPayable(scope: CheckScope): Promise<Finding[]> {
  const { db, settings } = scope;
  const names = scope.program === undefined ? Object.keys(settings.programs) : [scope.program];
  const findings: Finding[] = [];
  for (const program of names.sort()) {
    const currency = settings.programs[program]?.currency;
    const money = (minor: number) =>
      currency ? `${decimalOf(minor, currency)} ${currency.code}` : String(minor);
    for (let page = await keptAfter(scope, program, ''); page.length > 0;) {
      const ids = page.map(({ contact_id: id }) => id);
      const sums = await sumPayable(db, program, ids);
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
