import type { Selectable } from 'kysely';
import type { Database } from '../../storage/schema.ts';
import { PAGE, type CheckScope, type Finding } from './finding.ts';

/** The figures that facts about the ledger carry. */
interface ToldFigures {
  sale?: { amount: number };
  refund?: { amount: number; chargeback?: true };
  commission?: { amount: number };
}

interface RowWithEvent extends Pick<
  Selectable<Database['ledger']>,
  'id' | 'contact_id' | 'program' | 'entry_type' | 'external_id' | 'amount' | 'commission'
> {
  /** Of the fact; null where none tells of the row. */
  told_contact: string | null;
  data: string | null;
}

/** Each row was told as a fact of the same contact, with the same figures. */
export async function checkEvents(scope: CheckScope): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let after = 0; ;) {
    const page = await rowsAfter(scope, after);
    for (const row of page) {
      after = row.id;
      const difference = differenceOf(row);
      if (difference === undefined) continue;
      const message = `the ${row.entry_type} “${row.external_id}” ${difference}`;
      findings.push({ check: 'event', contactId: row.contact_id, program: row.program, message });
    }
    if (page.length < PAGE) return findings;
  }
}

function rowsAfter({ db, program }: CheckScope, after: number): Promise<RowWithEvent[]> {
  let query = db
    .selectFrom('ledger')
    .leftJoin('outbox', (join) =>
      join
        .onRef('outbox.event_id', '=', 'ledger.external_id')
        .on((eb) => eb(eb.ref('outbox.source'), '=', eb(eb.val('/sales/'), '||', eb.ref('ledger.source')))),
    )
    .where('ledger.id', '>', after)
    .orderBy('ledger.id')
    .limit(PAGE)
    .select([
      'ledger.id',
      'ledger.contact_id',
      'ledger.program',
      'ledger.entry_type',
      'ledger.external_id',
      'ledger.amount',
      'ledger.commission',
      'outbox.contact_id as told_contact',
      'outbox.data',
    ]);
  if (program !== undefined) query = query.where('ledger.program', '=', program);
  return query.execute();
}

function differenceOf({ contact_id, entry_type, amount, commission, told_contact, data }: RowWithEvent) {
  if (data === null) return 'was never told to the partner’s maps';
  if (told_contact !== contact_id) return `was told as a fact of ${told_contact}`;
  const told = JSON.parse(data) as ToldFigures;
  const isChargeback = entry_type === 'chargeback';
  const isReversal = isChargeback || entry_type === 'refund';
  const differs =
    (entry_type === 'sale' &&
      (told.sale?.amount !== amount || (told.commission?.amount ?? 0) !== commission)) ||
    (isReversal &&
      (told.refund?.amount !== -amount || (told.refund?.chargeback ?? false) !== isChargeback)) ||
    (entry_type === 'second-tier' && told.commission?.amount !== commission);
  return differs ? 'was told with another amount or commission than the row has' : undefined;
}
