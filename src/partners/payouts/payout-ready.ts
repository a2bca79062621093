import type { Transaction } from 'kysely';
import type { FieldChange } from '../../program/events.ts';
import type { PartnerProgram } from '../../program/settings.ts';
import { appendEvent } from '../../storage/outbox.ts';
import type { Database } from '../../storage/schema.ts';
import { transact } from '../../storage/transact.ts';
import type { Partners } from '../partners.ts';
import { keepPayable, payableOf, readPayable, NOTHING_PAYABLE } from './payable.ts';

/** Partners that are looked at in one query. */
const PAGE = 500;

/** Tells of a change of `payoutReady` that no other fact carries, if there is one; `silent`: it sets nothing going. */
export async function tellPayoutReady(
  p: Partners,
  trx: Transaction<Database>,
  fact: { contactId: string; program: PartnerProgram; changes: FieldChange[]; silent: boolean },
): Promise<void> {
  const { contactId, program, changes, silent } = fact;
  if (changes.length === 0) return;
  await appendEvent(trx, {
    contactId,
    source: `/payouts/${program.name}/ready`,
    eventId: p.randomId(),
    type: 'payout-ready-changed',
    time: p.now(),
    data: { program: program.name, changes, ...(silent ? { silent } : {}) },
    now: p.now(),
  });
}

/**
 * Tells the partners of a program for whom something else than a fact of theirs has changed `payoutReady`: a release with
 * another threshold. `alive` is called between partners.
 */
export async function recordPayoutReady(
  p: Partners,
  program: PartnerProgram,
  { silent, alive }: { silent: boolean; alive: () => void },
): Promise<void> {
  for (;;) {
    const contactIds = await toldOtherwise(p, program);
    for (const contactId of contactIds) {
      await judgeAnew(p, program, contactId, silent);
      alive();
    }
    if (contactIds.length < PAGE) return;
  }
}

/** Whose payable commission says something else than they were told. */
async function toldOtherwise({ db }: Partners, { name, payoutThreshold = 0 }: PartnerProgram) {
  const rows = await db
    .selectFrom('enrolments')
    .select('contact_id')
    .where('program', '=', name)
    .where((eb) => {
      // The rule of `isPaidOut`, for the database.
      const least = Math.max(payoutThreshold, 1);
      const isEnough = eb('payable', '>=', least);
      const isTold = eb('payout_ready', '=', 1);
      return eb.or([eb.and([isEnough, eb.not(isTold)]), eb.and([isTold, eb.not(isEnough)])]);
    })
    .limit(PAGE)
    .execute();
  return rows.map(({ contact_id: id }) => id);
}

function judgeAnew(p: Partners, program: PartnerProgram, contactId: string, silent: boolean): Promise<void> {
  return transact(p.db, async (trx) => {
    const kept = (await readPayable(trx, program.name, [contactId])).get(contactId) ?? NOTHING_PAYABLE;
    const { payable, changes } = payableOf(program, kept, kept.amount);
    await keepPayable(trx, program, new Map([[contactId, payable]]));
    await tellPayoutReady(p, trx, { contactId, program, changes, silent });
  });
}
