import type { Selectable, Transaction } from 'kysely';
import type { FieldChange, FieldValue } from '../program/events.ts';
import type { Database } from '../storage/schema.ts';
import { newReferralCode } from './identity.ts';
import type { Partners } from './partners.ts';
import { NO_TOTALS, totalColumns } from './totals.ts';

/** One person's membership of one partner program. */
export type Enrolment = Selectable<Database['enrolments']>;

/** Reads an enrolment; undefined when the contact never applied to the program. */
export function readEnrolment(
  trx: Partners['db'],
  contactId: string,
  program: string,
): Promise<Enrolment | undefined> {
  return trx
    .selectFrom('enrolments')
    .selectAll()
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .executeTakeFirst();
}

/**
 * Enrols a contact as an applicant under a referral code of their own; `application` holds the values of
 * the form, `recruiter` is the contact who brought them. To be called only when there is no enrolment yet.
 * Also returns the changes of contact fields.
 */
export async function enrol(
  p: Partners,
  trx: Transaction<Database>,
  contactId: string,
  program: string,
  application: Record<string, FieldValue>,
  recruiter: string | null = null,
): Promise<{ enrolment: Enrolment; changes: FieldChange[] }> {
  const enrolment: Enrolment = {
    contact_id: contactId,
    program,
    status: 'applied',
    referral_code: await freeReferralCode(p, trx, program),
    application: JSON.stringify(application),
    applied_at: p.now(),
    approved_at: null,
    rejected_reason: null,
    last_login_at: null,
    recruited_by: recruiter === contactId ? null : recruiter,
    ...totalColumns(NO_TOTALS),
    payable: 0,
    payout_ready: 0,
  };
  await trx.insertInto('enrolments').values(enrolment).execute();
  const changes = [
    { field: 'status', before: null, after: enrolment.status },
    { field: 'referralCode', before: null, after: enrolment.referral_code },
    { field: 'appliedAt', before: null, after: enrolment.applied_at },
  ];
  return { enrolment, changes };
}

/** Codes have 40 bits: two tries in a row that are taken mean that `randomId` is broken. */
const CODE_TRIES = 5;

/** A fresh code that nobody has in the program. */
export async function freeReferralCode(
  p: Partners,
  trx: Transaction<Database>,
  program: string,
): Promise<string> {
  for (let attempt = 0; attempt < CODE_TRIES; attempt += 1) {
    const code = newReferralCode(p);
    const taken = await trx
      .selectFrom('enrolments')
      .select('contact_id')
      .where('program', '=', program)
      .where('referral_code', '=', code)
      .executeTakeFirst();
    if (!taken) return code;
  }
  throw new Error(`No free referral code was found in ${CODE_TRIES} tries: randomId repeats itself.`);
}
