import type { Kysely } from 'kysely';
import type { MailRequest, SkipReason } from '../program/commands.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import type { Mailbox } from './mailbox.ts';

/** Who gets a mail after the checks that are made at every sending, or why nobody does. */
export type Reachable = { to: Mailbox[] } | { skip: SkipReason };

/** The checks in their order: the partner's status, then suppressed addresses. */
export async function checkSending(
  db: Kysely<Database>,
  contactId: string,
  request: MailRequest,
  recipients: Mailbox[],
): Promise<Reachable> {
  if (request.onlyApproved && !(await isApproved(db, contactId, request.program)))
    return { skip: 'not-approved' };
  const suppressed = await suppressedAmong(db, recipients);
  const to = recipients.filter(({ address }) => !suppressed.has(address.toLowerCase()));
  return to.length > 0 ? { to } : { skip: 'suppressed' };
}

async function isApproved(
  db: Kysely<Database>,
  contactId: string,
  program: string | undefined,
): Promise<boolean> {
  if (program === undefined) return false;
  const enrolment = await db
    .selectFrom('enrolments')
    .where('contact_id', '=', contactId)
    .where('program', '=', program)
    .select('status')
    .executeTakeFirst();
  return enrolment?.status === 'approved';
}

async function suppressedAmong(db: Kysely<Database>, recipients: Mailbox[]): Promise<Set<string>> {
  const addresses = recipients.map(({ address }) => address.toLowerCase());
  if (addresses.length === 0) return new Set();
  const rows = await db
    .selectFrom('suppressions')
    .where('address', 'in', addresses)
    .select('address')
    .execute();
  return new Set(rows.map(({ address }) => address));
}

/** Nothing is sent to these addresses any more, because a mail server said that they do not work. */
export async function suppress(
  db: Kysely<Database>,
  addresses: string[],
  reason: string,
  now: Instant,
): Promise<void> {
  if (addresses.length === 0) return;
  await db
    .insertInto('suppressions')
    .values(addresses.map((address) => ({ address: address.toLowerCase(), reason, created_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
