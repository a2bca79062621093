import type { Insertable, Transaction } from 'kysely';
import type { FieldChange } from '../../program/events.ts';
import type { Database } from '../../storage/schema.ts';
import { freeReferralCode } from '../enrolments.ts';
import { newContactId } from '../identity.ts';
import { firstValues } from '../own-fields.ts';
import type { Partners } from '../partners.ts';
import { Facts, importBatch, sortLines, type BatchResult, type ImportLine } from './import-batch.ts';
import { ImportedWishes } from './mail-wishes.ts';
import { IMPORT_SOURCE, membershipOf } from './membership.ts';
import type { PartnerRow } from './partner-row.ts';
import { Recruiters } from './recruiters.ts';

/** Where imported partners go, and who does it. */
export interface PartnerImport {
  program: string;
  /** The step of a map at which they are to stand; the map and the step have been looked up by whoever calls. */
  enroll?: { map: string; at: string };
  by: string;
  dryRun: boolean;
}

/**
 * Imports a batch of partners into a program, in one transaction. Who belongs to it already is known by their address,
 * and nothing of theirs changes; `enroll` puts on the map also those whom an earlier import brought, once.
 */
export function importPartners(
  partners: Partners,
  lines: readonly ImportLine<PartnerRow>[],
  settings: PartnerImport,
): Promise<BatchResult> {
  const { rows, refused } = sortLines(lines);
  return importBatch(partners, settings.dryRun, async (p, trx) => {
    const result: BatchResult = { imported: 0, known: 0, enrolled: 0, refused: [...refused] };
    const known = await readKnown(p, trx, rows, settings);
    const contacts: Insertable<Database['contacts']>[] = [];
    const enrolments: Insertable<Database['enrolments']>[] = [];
    for (const { line, row } of rows) {
      const found = known.contacts.get(row.email);
      if (found !== undefined && known.members.has(found)) {
        result.known += 1;
        if (known.imported.has(found)) result.enrolled += enroll(p, known, found, settings);
        continue;
      }
      if (row.referralCode !== undefined && known.codes.has(row.referralCode)) {
        result.refused.push({ line, reason: 'The referral code belongs to another partner of the program.' });
        continue;
      }
      const recruiter = row.recruitedBy === undefined ? null : known.recruiters.find(row.recruitedBy);
      if (recruiter === undefined) {
        result.refused.push({ line, reason: NO_RECRUITER });
        continue;
      }
      const contactId = found ?? newContactId(p);
      const changes = found === undefined ? firstValues(p.settings(), contactValues(row)) : [];
      if (found === undefined) contacts.push(contactOf(p, contactId, row));
      const enrolment = {
        ...(await enrolmentOf(p, trx, contactId, row, settings.program)),
        recruited_by: recruiter,
      };
      enrolments.push(enrolment);
      known.contacts.set(row.email, contactId);
      known.members.add(contactId);
      known.imported.add(contactId);
      known.codes.add(enrolment.referral_code);
      known.wishes.add(contactId, row.email, row.wishes, p.now());
      known.recruiters.add(contactId, row.email, enrolment.referral_code);
      known.facts.add(contactId, {
        source: IMPORT_SOURCE,
        eventId: membershipOf(contactId, settings.program),
        type: 'imported',
        time: p.now(),
        data: { program: settings.program, changes: [...changes, ...enrolmentChanges(enrolment)] },
      });
      result.imported += 1;
      result.enrolled += enroll(p, known, contactId, settings);
    }
    if (contacts.length > 0) await trx.insertInto('contacts').values(contacts).execute();
    if (enrolments.length > 0) await trx.insertInto('enrolments').values(enrolments).execute();
    await known.wishes.write(trx);
    await known.facts.write(trx);
    result.refused.sort((a, b) => a.line - b.line);
    return result;
  });
}

const NO_RECRUITER =
  'recruitedBy: nobody of this program has this address or code. Put the line of whoever brought them before this one.';

/** What is there of the people of a batch. */
interface Known {
  /** Ids by address. */
  contacts: Map<string, string>;
  /** Those who belong to the program, those whom an import brought there, and those it put on the map. */
  members: Set<string>;
  imported: Set<string>;
  enrolled: Set<string>;
  codes: Set<string>;
  recruiters: Recruiters;
  wishes: ImportedWishes;
  facts: Facts;
}

async function readKnown(
  p: Partners,
  trx: Transaction<Database>,
  rows: readonly { row: PartnerRow }[],
  settings: PartnerImport,
): Promise<Known> {
  const emails = rows.map(({ row }) => row.email);
  const contacts =
    emails.length > 0
      ? await trx.selectFrom('contacts').select(['id', 'email']).where('email', 'in', emails).execute()
      : [];
  const ids = contacts.map(({ id }) => id);
  const ofProgram = trx.selectFrom('enrolments').where('program', '=', settings.program);
  const members = await ofProgram
    .select('contact_id')
    .where('contact_id', 'in', [...ids, ''])
    .execute();
  const given = rows.flatMap(({ row }) => row.referralCode ?? []);
  const codes = await ofProgram
    .select('referral_code')
    .where('referral_code', 'in', [...given, ''])
    .execute();
  const eventIds = ids.flatMap((id) => [membershipOf(id, settings.program), placeOf(id, settings)]);
  const facts = await trx
    .selectFrom('outbox')
    .select('event_id')
    .where('source', '=', IMPORT_SOURCE)
    .where('event_id', 'in', [...eventIds, ''])
    .execute();
  const told = new Set(facts.map(({ event_id: id }) => id));
  return {
    contacts: new Map(contacts.map(({ id, email }) => [email, id])),
    members: new Set(members.map(({ contact_id: id }) => id)),
    imported: new Set(ids.filter((id) => told.has(membershipOf(id, settings.program)))),
    enrolled: new Set(ids.filter((id) => told.has(placeOf(id, settings)))),
    recruiters: await Recruiters.of(
      trx,
      settings.program,
      rows.flatMap(({ row }) => row.recruitedBy ?? []),
    ),
    codes: new Set(codes.map(({ referral_code: code }) => code)),
    wishes: await ImportedWishes.of(trx, ids),
    facts: await Facts.of(p, trx, ids),
  };
}

/** Puts somebody on the map, once; answers how many that are. */
function enroll(p: Partners, known: Known, contactId: string, settings: PartnerImport): number {
  if (!settings.enroll || known.enrolled.has(contactId)) return 0;
  known.enrolled.add(contactId);
  const { map, at } = settings.enroll;
  known.facts.add(contactId, {
    source: IMPORT_SOURCE,
    eventId: placeOf(contactId, settings),
    type: 'added',
    time: p.now(),
    data: { map, at, by: settings.by, changes: [] },
  });
  return 1;
}

function placeOf(contactId: string, settings: PartnerImport): string {
  return `${contactId}/map/${settings.enroll?.map ?? ''}`;
}

function contactValues({ email, firstName, lastName, timeZone, locale, own }: PartnerRow) {
  return { ...own, email, firstName, lastName, timeZone, locale };
}

function contactOf(p: Partners, id: string, row: PartnerRow): Insertable<Database['contacts']> {
  return {
    id,
    email: row.email,
    first_name: row.firstName,
    last_name: row.lastName,
    time_zone: row.timeZone,
    locale: row.locale,
    fields: JSON.stringify(row.own),
    tags: '[]',
    sequence: 0,
    created_at: p.now(),
  };
}

async function enrolmentOf(
  p: Partners,
  trx: Transaction<Database>,
  contactId: string,
  row: PartnerRow,
  program: string,
) {
  const approvedAt = row.status === 'applied' ? null : (row.approvedAt ?? row.appliedAt ?? p.now());
  return {
    contact_id: contactId,
    program,
    status: row.status,
    referral_code: row.referralCode ?? (await freeReferralCode(p, trx, program)),
    application: JSON.stringify(contactValues(row)),
    applied_at: row.appliedAt ?? approvedAt ?? p.now(),
    approved_at: approvedAt,
    rejected_reason: null,
    last_login_at: null,
  };
}

function enrolmentChanges(row: Awaited<ReturnType<typeof enrolmentOf>>): FieldChange[] {
  return [
    { field: 'status', before: null, after: row.status },
    { field: 'referralCode', before: null, after: row.referral_code },
    { field: 'appliedAt', before: null, after: row.applied_at },
    ...(row.approved_at === null ? [] : [{ field: 'approvedAt', before: null, after: row.approved_at }]),
  ];
}
