import type { FieldValue } from '../program/events.ts';
import type { Instant } from '../program/time.ts';
import { normalEmail } from './identity.ts';
import type { Partners } from './partners.ts';
import { totalsOf, type Totals } from './totals.ts';

/** A contact and their enrolments; instants in milliseconds. */
export interface ContactView {
  id: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  /** IANA zone; null: the program's. */
  timeZone: string | null;
  /** BCP 47 tag; null: the program's. */
  locale: string | null;
  fields: Record<string, FieldValue>;
  tags: string[];
  enrolments: EnrolmentView[];
}

export interface EnrolmentView {
  program: string;
  status: 'applied' | 'approved' | 'rejected' | 'suspended';
  referralCode: string;
  /** Values of the sign-up form as last submitted, by field name. */
  application: Record<string, FieldValue>;
  appliedAt: Instant;
  approvedAt: Instant | null;
  rejectedReason: string | null;
  lastLoginAt: Instant | null;
  totals: Totals;
  /** Enough is payable for a payout, as far as it was told. */
  payoutReady: boolean;
}

/** Finds a contact by id or by address; undefined when there is none. */
export async function findContact(p: Pick<Partners, 'db'>, ref: string): Promise<ContactView | undefined> {
  const contact = await p.db
    .selectFrom('contacts')
    .selectAll()
    .where((eb) => eb.or([eb('id', '=', ref.trim()), eb('email', '=', normalEmail(ref))]))
    .executeTakeFirst();
  if (!contact) return undefined;
  const enrolments = await p.db
    .selectFrom('enrolments')
    .selectAll()
    .where('contact_id', '=', contact.id)
    .orderBy('program')
    .execute();
  return {
    id: contact.id,
    email: contact.email,
    firstName: contact.first_name,
    lastName: contact.last_name,
    timeZone: contact.time_zone,
    locale: contact.locale,
    fields: JSON.parse(contact.fields) as Record<string, FieldValue>,
    tags: JSON.parse(contact.tags) as string[],
    enrolments: enrolments.map((row) => ({
      program: row.program,
      status: row.status,
      referralCode: row.referral_code,
      application: JSON.parse(row.application) as Record<string, FieldValue>,
      appliedAt: row.applied_at,
      approvedAt: row.approved_at,
      rejectedReason: row.rejected_reason,
      lastLoginAt: row.last_login_at,
      totals: totalsOf(row),
      payoutReady: row.payout_ready === 1,
    })),
  };
}
