import { isPaidOut, payableNow } from '../partners/commission-rules.ts';
import { decimalOf } from '../program/money.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent, onlyProgram, refusal, type Facts, type Refusal } from './facts.ts';
import { changesBy } from './ledger-fields.ts';

/** Pays out all that is payable by the clock, as `payouts export` does; who would be paid nothing is told why. */
export function payOut(
  facts: Facts,
  { batch = `payout-${facts.events.length + 1}` }: { batch?: string },
  now: Instant,
): { recorded: string } | { duplicate: string } | { refused: Refusal } {
  const program = onlyProgram(facts);
  if ('refused' in program) return program;
  const { name, currency, payoutThreshold = 0 } = program;
  if (facts.ledger.some(({ payout }) => payout === batch))
    return { duplicate: `payout ${batch} again: it pays once` };
  if (facts.enrolments[name]?.status !== 'approved')
    return refusal('not-approved', 'only approved partners are paid out');
  const isPayable = payableNow(program, now);
  const due = facts.ledger.filter(
    (entry) => entry.program === name && entry.payout === undefined && isPayable(entry.sale.at),
  );
  const amount = due.reduce((sum, { commission }) => sum + commission, 0);
  const money = (minor: number) => `${decimalOf(minor, currency)} ${currency.code}`;
  if (!isPaidOut(program, amount)) {
    const least =
      payoutThreshold > 0 ? `, and the partner program pays from ${money(payoutThreshold)} on` : '';
    return refusal('not-enough', `${money(amount)} is payable${least}`);
  }
  const changes = changesBy(facts, name, () => {
    for (const entry of due) entry.payout = batch;
  });
  appendEvent(facts, {
    type: 'commission-paid',
    source: `/payouts/${name}`,
    id: `${batch}/${facts.contact.id}`,
    time: now,
    data: { payout: { batch, amount, at: now }, program: name, changes },
  });
  return { recorded: `paid out ${money(amount)} in payout ${batch}` };
}
