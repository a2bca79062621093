import type { Transaction } from 'kysely';
import type { PartnerProgram } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import { isPostgres } from '../storage/transact.ts';
import type { Enrolment } from './enrolments.ts';
import { normalEmail, normalReferralCode } from './identity.ts';
import type { Partners } from './partners.ts';
import { refused, type Refused } from './refusal.ts';
import { TOTAL_COLUMNS, type TotalColumns } from './totals.ts';

/** An enrolment, as far as what is sold or paid back depends on it. */
export type SellingEnrolment = Pick<
  Enrolment,
  'contact_id' | 'program' | 'status' | 'referral_code' | 'recruited_by'
> &
  TotalColumns;

/** How a sale system names a partner: by exactly one of these. */
export type PartnerRef = { contactId: string } | { email: string } | { referralCode: string };

/** What a run that was told of a fact directly knows beyond the message. */
export interface Told {
  /** Whose run it is: nobody else is credited or charged. */
  contactId: string;
  /** When it happened where the message does not say. */
  at?: Instant;
}

/**
 * Finds the enrolment that a sale belongs to: the partner's in `program`, or without one their only
 * enrolment. Answers with the refusal when there is none.
 */
export async function findPartner(
  p: Partners,
  trx: Transaction<Database>,
  ref: PartnerRef,
  program: string | undefined,
): Promise<{ enrolment: SellingEnrolment; program: PartnerProgram } | Refused> {
  const { programs } = p.settings();
  if (program !== undefined && !Object.hasOwn(programs, program)) {
    const known = Object.keys(programs).sort().join(', ');
    return refused(
      'unknown-program',
      `program: there is no partner program “${program}”. Use one of: ${known}.`,
    );
  }
  const all = await enrolmentsOf(trx, ref);
  const found = all.filter((row) =>
    program === undefined ? programs[row.program] : row.program === program,
  );
  const [enrolment, second] = found;
  if (!enrolment) return noPartner(ref, program);
  if (second) {
    const names = found.map((row) => row.program).sort();
    const message = `program: the partner belongs to several partner programs (${names.join(', ')}), and the total of one has to change. Name it in “program”.`;
    return refused('unknown-program', message);
  }
  const settings = programs[enrolment.program];
  return settings ? { enrolment, program: settings } : noPartner(ref, program);
}

/** What is found here decides about a commission, so it stays as it is until the transaction ends. */
function enrolmentsOf(trx: Transaction<Database>, ref: PartnerRef): Promise<SellingEnrolment[]> {
  const query = trx
    .selectFrom('enrolments')
    .select(['contact_id', 'program', 'status', 'referral_code', 'recruited_by', ...TOTAL_COLUMNS])
    .$if(isPostgres(trx), (rows) => rows.forUpdate('enrolments'));
  if ('contactId' in ref) return query.where('contact_id', '=', ref.contactId).execute();
  if ('referralCode' in ref) {
    return query.where('referral_code', '=', normalReferralCode(ref.referralCode)).execute();
  }
  return query
    .innerJoin('contacts', 'contacts.id', 'enrolments.contact_id')
    .where('contacts.email', '=', normalEmail(ref.email))
    .execute();
}

/** The contact whom another system names, partner or not; undefined when there is none, or a code is that of several. */
export async function findByRef(trx: Transaction<Database>, ref: PartnerRef): Promise<string | undefined> {
  if ('referralCode' in ref) {
    const owners = new Set((await enrolmentsOf(trx, ref)).map(({ contact_id: id }) => id));
    return owners.size === 1 ? [...owners][0] : undefined;
  }
  const query = trx.selectFrom('contacts').select('id');
  const found =
    'contactId' in ref
      ? query.where('id', '=', ref.contactId)
      : query.where('email', '=', normalEmail(ref.email));
  return (await found.executeTakeFirst())?.id;
}

/** The address itself is not repeated: the message may end up in a log. */
function noPartner(ref: PartnerRef, program: string | undefined): Refused {
  const [key] = Object.keys(ref);
  const where = program === undefined ? 'any partner program' : `the partner program “${program}”`;
  const message = `partner.${key}: nobody with this ${NAMES[key ?? ''] ?? 'name'} has applied to ${where}, so the sale would belong to nobody. Check the value; people become partners by the sign-up form.`;
  return refused('unknown-partner', message);
}

const NAMES: Record<string, string> = {
  contactId: 'contact id',
  email: 'email address',
  referralCode: 'referral code',
};
