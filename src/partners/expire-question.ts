import type { Transaction } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import type { Partners } from './partners.ts';

/** The place that asks: it keys the question put to people. */
export interface QuestionKey {
  contactId: string;
  map: string;
  entry: number;
}

/** Whom `decided_by` names when nobody answered in time. */
const TIME_LIMIT = 'the time limit of the step';

/** The outcome that stands. Where it is another one than `expired`, somebody was faster, and their event is on its way. */
export interface StandingOutcome {
  outcome: string;
  by: string;
  at: Instant;
}

/** Closes a question because its time is over, unless it was answered: the row says which came first. */
export async function expireQuestion(
  p: Partners,
  trx: Transaction<Database>,
  table: 'approvals' | 'tasks',
  { contactId, map, entry }: QuestionKey,
): Promise<StandingOutcome> {
  await trx
    .updateTable(table)
    .set({ outcome: 'expired', decided_at: p.now(), decided_by: TIME_LIMIT })
    .where('contact_id', '=', contactId)
    .where('map', '=', map)
    .where('entry', '=', entry)
    .where('outcome', 'is', null)
    .execute();
  const row = await trx
    .selectFrom(table)
    .select(['outcome', 'decided_at', 'decided_by'])
    .where('contact_id', '=', contactId)
    .where('map', '=', map)
    .where('entry', '=', entry)
    .executeTakeFirst();
  // Without a row the question never reached anybody, so that nobody can have answered it.
  return {
    outcome: row?.outcome ?? 'expired',
    by: row?.decided_by ?? TIME_LIMIT,
    at: row?.decided_at ?? p.now(),
  };
}
