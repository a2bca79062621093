import type { Insertable, Transaction } from 'kysely';
import type { PartnerProgram } from '../../program/settings.ts';
import type { Database } from '../../storage/schema.ts';
import { updateEach } from '../../storage/update-each.ts';
import { commissionFor, payableAt } from '../commission-rules.ts';
import { fieldChanges } from '../field-changes.ts';
import { normalEmail, normalReferralCode } from '../identity.ts';
import { hashOfBody, repetitionOf, saleRow, type NewLedgerRow } from '../ledger.ts';
import type { PartnerRef } from '../find-partner.ts';
import type { Partners } from '../partners.ts';
import { keepPayable, payableIn, payableOf, type Payable } from '../payouts/payable.ts';
import { TOTAL_COLUMNS, totalColumns, totalFields, totalsOf, withEntry, type Totals } from '../totals.ts';
import { FirstSales } from './first-sales.ts';
import { Facts, importBatch, sortLines, type BatchResult, type ImportLine } from './import-batch.ts';
import type { SaleRow } from './sale-row.ts';

/** Of whom sales are imported. */
export interface SaleImport {
  program: PartnerProgram;
  dryRun: boolean;
}

/**
 * Imports a batch of sales of a program's partners, in one transaction. A sale is known by its source and id. It counts
 * in the totals; maps are told of those by a fact that sets nothing going.
 */
export function importSales(
  partners: Partners,
  lines: readonly ImportLine<SaleRow>[],
  { program, dryRun }: SaleImport,
): Promise<BatchResult> {
  const { rows, refused } = sortLines(lines);
  return importBatch(partners, dryRun, async (p, trx) => {
    const result: BatchResult = { imported: 0, known: 0, enrolled: 0, refused: [...refused] };
    const known = await readKnown(p, trx, rows, program);
    const ledger: NewLedgerRow[] = [];
    const held: Insertable<Database['held_commissions']>[] = [];
    for (const { line, row } of rows) {
      const bodyHash = hashOfBody({ type: 'imported', program: program.name, ...row });
      const recorded = known.recorded.get(keyOf(row.source, row.id));
      const repetition = recorded && repetitionOf(row.source, row.id, recorded, bodyHash);
      const member = known.members.get(nameOf(row.partner));
      const firstSale = member && known.firstSales.find(row, member.id, program.name);
      const earned = member && commissionOfRow(program, member.status, row, firstSale?.occurred_at);
      if (repetition?.status === 'duplicate') result.known += 1;
      else if (repetition) result.refused.push({ line, reason: repetition.message });
      else if (!member) result.refused.push({ line, reason: NO_PARTNER });
      else if (row.firstSale !== undefined && !firstSale)
        result.refused.push({ line, reason: NO_FIRST_SALE });
      else if (typeof earned !== 'number') result.refused.push({ line, reason: NOT_APPROVED });
      else {
        const booked = {
          ...row,
          firstSale,
          contactId: member.id,
          program: program.name,
          commission: earned,
          bodyHash,
        };
        const isPaid = row.paid === true && earned > 0;
        const entry: NewLedgerRow = {
          ...saleRow(booked, p.now()),
          payout: isPaid ? paidElsewhere(program) : null,
        };
        ledger.push(entry);
        known.firstSales.add(entry);
        const isHeld = earned > 0 && !isPaid && payableAt(program, row.at) > p.now();
        if (isHeld) held.push(holdOf(p, member.id, program, row));
        tell(known, member, program, { ...entry, payableNow: isHeld || isPaid ? 0 : earned });
        result.imported += 1;
      }
    }
    if (ledger.some(({ payout }) => payout !== null)) await notePaidElsewhere(p, trx, program);
    if (ledger.length > 0) await trx.insertInto('ledger').values(ledger).execute();
    if (held.length > 0) await trx.insertInto('held_commissions').values(held).execute();
    const totals = [...known.totals].map(([contact_id, of]) => ({
      contact_id,
      program: program.name,
      ...totalColumns(of),
    }));
    await updateEach(trx, 'enrolments', ['contact_id', 'program'], totals);
    await keepPayable(trx, program, known.payable);
    await known.facts.write(trx);
    result.refused.sort((a, b) => a.line - b.line);
    return result;
  });
}

const NO_PARTNER = 'partner: nobody of this program has this address, code or id. Import the partners first.';
const NO_FIRST_SALE =
  'firstSale: this partner has no sale of this id and of the kind first in this program. Put its line before this one.';
const NOT_APPROVED = 'commission: the partner was never approved, and earns nothing. Leave it empty.';

/** The payout of all that another system has paid for a program. */
function paidElsewhere({ name }: PartnerProgram): string {
  return `imported/${name}`;
}

async function notePaidElsewhere(
  p: Partners,
  trx: Transaction<Database>,
  program: PartnerProgram,
): Promise<void> {
  await trx
    .insertInto('payouts')
    .values({ id: paidElsewhere(program), program: program.name, made_at: p.now(), made_by: 'import' })
    .onConflict((c) => c.column('id').doNothing())
    .execute();
}

interface Member {
  id: string;
  /** Whether sales of theirs earn a commission by the rules, and whether they can ever have earned one. */
  status: 'approved' | 'was-approved' | 'never-approved';
  /** Both before the batch. */
  totals: Totals;
  payable: Payable;
}

interface Known {
  /** By how a line names them. */
  members: Map<string, Member>;
  recorded: Map<string, { body_hash: string; recorded_at: number }>;
  /** Of those whom the batch has sales of. */
  totals: Map<string, Totals>;
  /** Of those of whose commissions the batch makes some payable at once. */
  payable: Map<string, Payable>;
  firstSales: FirstSales;
  facts: Facts;
}

async function readKnown(
  p: Partners,
  trx: Transaction<Database>,
  rows: readonly { row: SaleRow }[],
  program: PartnerProgram,
): Promise<Known> {
  const members = await readMembers(trx, rows, program.name);
  const ids = [...new Set([...members.values()].map(({ id }) => id))];
  const saleIds = rows.map(({ row }) => row.id);
  const recorded = await trx
    .selectFrom('ledger')
    .select(['source', 'external_id', 'body_hash', 'recorded_at'])
    .where('source', 'in', [...new Set(rows.map(({ row }) => row.source)), ''])
    .where('external_id', 'in', [...saleIds, ''])
    .execute();
  return {
    members,
    recorded: new Map(recorded.map((row) => [keyOf(row.source, row.external_id), row])),
    totals: new Map(),
    payable: new Map(),
    firstSales: await FirstSales.of(
      trx,
      rows.flatMap(({ row }) => row.firstSale ?? []),
    ),
    facts: await Facts.of(p, trx, ids),
  };
}

async function readMembers(
  trx: Transaction<Database>,
  rows: readonly { row: SaleRow }[],
  program: string,
): Promise<Map<string, Member>> {
  const refs = rows.map(({ row }) => row.partner);
  const emails = refs.flatMap((ref) => ('email' in ref ? normalEmail(ref.email) : []));
  const codes = refs.flatMap((ref) => ('referralCode' in ref ? normalReferralCode(ref.referralCode) : []));
  const ids = refs.flatMap((ref) => ('contactId' in ref ? ref.contactId : []));
  // Ids first: with all of it in one query, SQLite reads every member of the program for each batch.
  if (emails.length > 0) {
    const people = await trx.selectFrom('contacts').select('id').where('email', 'in', emails).execute();
    ids.push(...people.map(({ id }) => id));
  }
  const enrolments = trx.selectFrom('enrolments').where('program', '=', program);
  if (codes.length > 0) {
    const owners = await enrolments.select('contact_id').where('referral_code', 'in', codes).execute();
    ids.push(...owners.map(({ contact_id: id }) => id));
  }
  if (ids.length === 0) return new Map();
  const found = await enrolments
    .where('contact_id', 'in', [...new Set(ids)])
    .innerJoin('contacts', 'contacts.id', 'enrolments.contact_id')
    .select(['contact_id', 'email', 'referral_code', 'status', 'approved_at', 'payable', 'payout_ready'])
    .select(TOTAL_COLUMNS)
    .execute();
  return new Map(
    found.flatMap((row) => {
      const { contact_id: id, email, referral_code: referralCode, status, approved_at } = row;
      const once = approved_at === null ? 'never-approved' : 'was-approved';
      const kept = { totals: totalsOf(row), payable: payableIn(row) };
      const member: Member = { id, status: status === 'approved' ? 'approved' : once, ...kept };
      const names: PartnerRef[] = [{ contactId: id }, { email }, { referralCode }];
      return names.map((ref): [string, Member] => [nameOf(ref), member]);
    }),
  );
}

/** What the file says that was paid, or what the rules say; undefined where the file pays who never earned. */
function commissionOfRow(
  program: PartnerProgram,
  status: Member['status'],
  row: SaleRow,
  firstSaleAt: number | undefined,
): number | undefined {
  if (status === 'never-approved') return row.commission ? undefined : 0;
  return row.commission ?? (status === 'approved' ? commissionFor(program, { ...row, firstSaleAt }) : 0);
}

function tell(
  known: Known,
  member: Member,
  program: PartnerProgram,
  entry: NewLedgerRow & { payableNow: number },
): void {
  const { external_id: id, source, amount, sale_kind, product, commission, occurred_at: at } = entry;
  const before = known.totals.get(member.id) ?? member.totals;
  const after = withEntry(before, entry);
  known.totals.set(member.id, after);
  const kept = known.payable.get(member.id) ?? member.payable;
  const became = entry.payableNow > 0 ? payableOf(program, kept, kept.amount + entry.payableNow) : undefined;
  if (became) known.payable.set(member.id, became.payable);
  known.facts.add(member.id, {
    source: `/sales/${source}`,
    eventId: id,
    type: 'imported',
    time: at,
    data: {
      sale: { id, amount, kind: sale_kind ?? 'first', ...(product === null ? {} : { product }), at },
      ...(commission > 0 ? { commission: { amount: commission } } : {}),
      program: program.name,
      changes: [...fieldChanges(totalFields(before), totalFields(after)), ...(became?.changes ?? [])],
    },
  });
}

/** Only what is still on hold: of what was payable before the import nobody is told by a mail. */
function holdOf(p: Partners, contactId: string, program: PartnerProgram, { id, source, at }: SaleRow) {
  return {
    sale_source: source,
    sale_id: id,
    contact_id: contactId,
    program: program.name,
    occurred_at: at,
    recorded_at: p.now(),
  };
}

function keyOf(source: string, id: string): string {
  return `${source} ${id}`;
}

function nameOf(ref: PartnerRef): string {
  if ('contactId' in ref) return `id ${ref.contactId}`;
  return 'email' in ref ? `email ${normalEmail(ref.email)}` : `code ${normalReferralCode(ref.referralCode)}`;
}
