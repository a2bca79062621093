import { sql } from 'kysely';
import { resolveInstant } from '../calendar/resolve-instant.ts';
import type { PartnerProgram } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';
import { payableAt } from './commission-rules.ts';
import type { Partners } from './partners.ts';

const HOUR = 3_600_000;

/** What can become of commission, in the order in which it does. */
export type CommissionState = 'on-hold' | 'payable';

/**
 * A partner's commission by what has become of it, in minor units: all of `total`, which refunds have been taken from.
 * A program without a holding period has nothing on hold, and no such state.
 */
export async function commissionStates(
  p: Partners,
  partner: { contactId: string; program: PartnerProgram; total: number },
): Promise<{ state: CommissionState; amount: number }[]> {
  const { program, total } = partner;
  if (!program.commission?.holdFor) return [{ state: 'payable', amount: total }];
  const onHold = await commissionOnHold(p, partner);
  return [
    { state: 'on-hold', amount: onHold },
    { state: 'payable', amount: total - onHold },
  ];
}

/** Adds up in the database what is surely on hold; only sales near the end of the period are looked at one by one. */
async function commissionOnHold(
  p: Partners,
  { contactId, program }: { contactId: string; program: PartnerProgram },
): Promise<number> {
  const now = p.now();
  const { over, held } = holdBounds(program, now);
  const rows = await p.db
    .selectFrom(partsOf(p, contactId, program.name).as('part'))
    .where('at', '>', over)
    .select(({ eb, fn }) => [
      eb.case().when('at', '<=', held).then(eb.ref('at')).end().as('near'),
      fn.sum('commission').as('commission'),
    ])
    .groupBy('near')
    .execute();
  return rows
    .filter(({ near }) => near === null || payableAt(program, near) > now)
    .reduce((sum, { commission }) => sum + Number(commission), 0);
}

/** Commissions by when they were earned: what is taken back counts with the sale that it is taken back of. */
function partsOf({ db }: Partners, contactId: string, program: string) {
  const earned = db
    .selectFrom('ledger')
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .where('commission', '>', 0)
    .select(['occurred_at as at', 'commission']);
  const takenBack = db
    .selectFrom('ledger as entry')
    .innerJoin('ledger as sale', (join) =>
      join.onRef('sale.source', '=', 'entry.sale_source').onRef('sale.external_id', '=', 'entry.sale_id'),
    )
    .where('entry.contact_id', '=', contactId)
    .where('entry.program', '=', program)
    // No sale takes anything back; in these words it names a partial index.
    .where(sql<boolean>`entry.entry_type <> 'sale'`)
    .where('entry.commission', '<', 0)
    .select(['sale.occurred_at as at', 'entry.commission']);
  return earned.unionAll(takenBack);
}

/**
 * What was sold until `over` is payable at `now`, what was sold after `held` is not. Between the two a clock change (two
 * of an hour), or a month that lacks a day, may put a later sale before an earlier one.
 */
export function holdBounds(program: PartnerProgram, now: Instant): { over: Instant; held: Instant } {
  const { months = 0, days = 0, ms = 0 } = program.commission?.holdFor ?? {};
  const duration = { months, days, ms, sign: -1 as const };
  const about = resolveInstant({ from: now, duration }, program.timeZone);
  const slack = months > 0 ? 96 * HOUR : days > 0 ? 3 * HOUR : 0;
  return { over: about - slack, held: about + slack };
}
