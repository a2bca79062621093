import { sql, type SqlBool } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { EnrolmentView } from './find-contact.ts';
import type { Partners } from './partners.ts';
import { isWithin, type Reach } from './reach.ts';
import { contactsMeant } from './search-contacts.ts';

/** A membership of a partner program with whom it is about: who belongs to two programs is listed twice. */
export interface ListedPartner extends Pick<
  EnrolmentView,
  'program' | 'status' | 'referralCode' | 'appliedAt'
> {
  contactId: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
}

/** What a list of partners is narrowed to; what is absent narrows nothing. */
export interface PartnerFilter {
  /** See `contactsMeant`. */
  search?: string;
  program?: string;
  status?: EnrolmentView['status'];
}

/** The last membership of a part, and when they applied: the next part begins behind it. */
export interface PartnerPlace {
  at: Instant;
  contactId: string;
  program: string;
}

/** Part of the list, who applied last first; `next` is absent at its end. */
export interface PartnerList {
  partners: ListedPartner[];
  next?: PartnerPlace;
}

/** Partners and applicants about whom somebody within reach was asked. Everybody's reach is to all. */
export async function listPartners(
  p: Partners,
  reach: Reach,
  filter: PartnerFilter,
  { after, limit }: { after?: PartnerPlace | undefined; limit: number },
): Promise<PartnerList> {
  const rows = await filtered(p, reach, filter, after)
    .orderBy('e.applied_at', 'desc')
    .orderBy('e.contact_id', 'desc')
    .orderBy('e.program', 'desc')
    .limit(limit + 1)
    .execute();
  const partners = rows.slice(0, limit).map((row) => ({
    contactId: row.contact_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    program: row.program,
    status: row.status,
    referralCode: row.referral_code,
    appliedAt: row.applied_at,
  }));
  const last = partners.at(-1);
  if (!last || rows.length <= limit) return { partners };
  const { appliedAt: at, contactId, program } = last;
  return { partners, next: { at, contactId, program } };
}

function filtered(
  p: Partners,
  reach: Reach,
  { search = '', program, status }: PartnerFilter,
  after: PartnerPlace | undefined,
) {
  let query = p.db
    .selectFrom('enrolments as e')
    .innerJoin('contacts as c', 'c.id', 'e.contact_id')
    .select(['e.contact_id', 'e.program', 'e.status', 'e.referral_code', 'e.applied_at'])
    .select(['c.email', 'c.first_name', 'c.last_name']);
  if (program !== undefined) query = query.where('e.program', '=', program);
  if (status !== undefined) query = query.where('e.status', '=', status);
  for (const meant of contactsMeant(p.db, search)) query = query.where('e.contact_id', 'in', meant);
  if (after)
    query = query.where(
      sql<SqlBool>`(e.applied_at, e.contact_id, e.program) < (${after.at}, ${after.contactId}, ${after.program})`,
    );
  return reach === 'all' ? query : query.where(wasAskedOf(reach));
}

function wasAskedOf(reach: Reach) {
  const asked = (table: 'approvals' | 'tasks') =>
    sql`exists (select 1 from ${sql.table(table)} where contact_id = e.contact_id and ${isWithin(reach, 'team')})`;
  return sql<SqlBool>`(${asked('approvals')} or ${asked('tasks')})`;
}
