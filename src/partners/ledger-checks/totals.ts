import type { FieldChange, FieldValue } from '../../program/events.ts';
import { decimalOf } from '../../program/money.ts';
import type { Currency } from '../../program/program.ts';
import { NOTHING_PAYABLE, readPayable } from '../payouts/payable.ts';
import { NO_TOTALS, TOTAL_COLUMNS, totalFields, totalsOf, type Totals } from '../totals.ts';
import { PAGE, programsIn, type CheckScope, type Finding } from './finding.ts';
import { sumLedger } from './sum-ledger.ts';

const MONEY = ['totalSales', 'totalCommission'];

/**
 * The totals that are kept, and those that maps were told, change by change, are the totals that the rows make. What they
 * were told of `payoutReady` is what is kept of it.
 */
export async function checkTotals(scope: CheckScope): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const program of programsIn(scope)) {
    for (let after = ''; ;) {
      const kept = await keptAfter(scope, program, after);
      const ids = [...kept.keys()];
      if (ids.length > 0) findings.push(...(await checkMembers(scope, program, kept)));
      after = ids.at(-1) ?? after;
      if (ids.length < PAGE) break;
    }
  }
  return findings;
}

async function keptAfter({ db }: CheckScope, program: string, after: string): Promise<Map<string, Totals>> {
  const rows = await db
    .selectFrom('enrolments')
    .select(['contact_id', ...TOTAL_COLUMNS])
    .where('program', '=', program)
    .where('contact_id', '>', after)
    .orderBy('contact_id')
    .limit(PAGE)
    .execute();
  return new Map(rows.map((row) => [row.contact_id, totalsOf(row)]));
}

async function checkMembers(
  { db, settings }: CheckScope,
  program: string,
  kept: ReadonlyMap<string, Totals>,
): Promise<Finding[]> {
  const currency = settings.programs[program]?.currency;
  const ids = [...kept.keys()];
  const totals = await sumLedger(db, ids, program);
  const payable = await readPayable(db, program, ids);
  const facts = await db
    .selectFrom('outbox')
    .select(['contact_id', 'sequence', 'data'])
    .where('contact_id', 'in', ids)
    .orderBy('contact_id')
    .orderBy('sequence')
    .execute();
  const told = new Map<string, ToldTotals>();
  for (const { contact_id: id, sequence, data } of facts) {
    const fact = JSON.parse(data) as { program?: string; changes: FieldChange[] };
    if (fact.program !== program) continue;
    const known = told.get(id) ?? nothingTold();
    told.set(id, known);
    tell(known, sequence, fact.changes);
  }
  const finding = (contactId: string, message: string): Finding => ({
    check: 'totals',
    contactId,
    program,
    message,
  });
  return ids.flatMap((id) => {
    const { fields, breaks } = told.get(id) ?? nothingTold();
    const { isReady: payoutReady } = payable.get(id) ?? NOTHING_PAYABLE;
    const keptFields: Record<string, FieldValue> = { ...totalFields(kept.get(id) ?? NO_TOTALS), payoutReady };
    const summed = { ...totalFields(totals.get(id) ?? NO_TOTALS), payoutReady };
    const differing = Object.entries(summed).flatMap(([field, value]) => {
      const shown = (of: FieldValue = null) => showField(field, of, currency);
      const is = `${field} is ${shown(value)} by the rows`;
      const [told, held] = [fields[field], keptFields[field]];
      if (told === held)
        return told === value ? [] : [`${is}, and ${shown(told)} as it was told and is kept`];
      return [
        ...(told === value ? [] : [`${is}, and ${shown(told)} as it was told`]),
        ...(held === value ? [] : [`${is}, and ${shown(held)} as it is kept`]),
      ];
    });
    return [...breaks, ...differing].map((message) => finding(id, message));
  });
}

/** What a contact's facts told so far; `breaks`: where one did not go on from what the one before it left. */
interface ToldTotals {
  fields: Record<string, FieldValue>;
  breaks: string[];
}

function nothingTold(): ToldTotals {
  return { fields: { ...totalFields(NO_TOTALS), payoutReady: false }, breaks: [] };
}

function tell(known: ToldTotals, sequence: number, changes: readonly FieldChange[]): void {
  for (const { field, before, after } of changes) {
    if (!Object.hasOwn(known.fields, field)) continue;
    if (known.fields[field] !== before)
      known.breaks.push(
        `the fact number ${sequence} does not go on from the ${field} that was told before it`,
      );
    known.fields[field] = after;
  }
}

function showField(field: string, value: FieldValue, currency: Currency | undefined): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return 'nothing';
  if (field.endsWith('At')) return new Date(value).toISOString();
  return currency && MONEY.includes(field) ? `${decimalOf(value, currency)} ${currency.code}` : String(value);
}
