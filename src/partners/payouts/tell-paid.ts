import type { Transaction } from 'kysely';
import type { Instant } from '../../program/time.ts';
import type { PartnerProgram } from '../../program/settings.ts';
import { appendEvents } from '../../storage/outbox.ts';
import type { Database } from '../../storage/schema.ts';
import { keepPayable, payableOf, readPayable, sumPayable, NOTHING_PAYABLE } from './payable.ts';

/** The source of these facts; the id of each is BATCH/CONTACT. */
export function paidSource(program: string): string {
  return `/payouts/${program}`;
}

/** Partners who are told in one statement: a batch has many thousands. */
const CHUNK = 500;

/**
 * Tells partners that they are paid in a batch, whose rows are marked: one fact each, with what it does to `payoutReady`.
 * @param paid what each of them is paid, by contact id; minor units.
 */
export async function tellPaid(
  trx: Transaction<Database>,
  { program, batch, at }: { program: PartnerProgram; batch: string; at: Instant },
  paid: ReadonlyMap<string, { amount: number }>,
): Promise<void> {
  const all = [...paid];
  for (let start = 0; start < all.length; start += CHUNK) {
    const chunk = all.slice(start, start + CHUNK);
    const contactIds = chunk.map(([contactId]) => contactId);
    const kept = await readPayable(trx, program.name, contactIds);
    const left = await sumPayable(trx, program.name, contactIds);
    const judged = chunk.map(([contactId, { amount }]) => {
      const before = kept.get(contactId) ?? NOTHING_PAYABLE;
      return { contactId, amount, ...payableOf(program, before, left.get(contactId) ?? 0) };
    });
    await keepPayable(trx, program, new Map(judged.map(({ contactId, payable }) => [contactId, payable])));
    await appendEvents(
      trx,
      judged.map(({ contactId, amount, changes }) => ({
        contactId,
        source: paidSource(program.name),
        eventId: `${batch}/${contactId}`,
        type: 'commission-paid',
        time: at,
        data: { payout: { batch, amount, at }, program: program.name, changes },
        now: at,
      })),
    );
  }
}
