import type { Kysely, Transaction } from 'kysely';
import type { HoldReason, SkipReason } from '../program/commands.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import type { MailKey } from './message-id.ts';

/** A mail that is to be sent, for the ledger. */
export interface Claim {
  key: MailKey;
  step: string;
  template: string;
  emailHash?: string;
  messageId: string;
  values: Record<string, unknown>;
  /** Goes to the contact for a marketing topic: counts against caps. */
  isMarketing: boolean;
  now: Instant;
  /** While it lasts nobody else sends this mail; longer than an attempt can take. */
  leaseUntil: Instant;
}

/** Whether a mail may be sent now. */
export type ClaimResult =
  /**
   * It is ours; `messageId` is the one of the first attempt. Where it was held before: since when by quiet hours, and
   * when its turn in the sending rate is.
   */
  | { status: 'claimed'; messageId: string; quietSince?: Instant; turnAt?: Instant }
  /** Somebody is sending it, or was cut off while sending: not before `until`. */
  | { status: 'taken'; until: Instant }
  | { status: 'sent' }
  | { status: 'skipped'; why: SkipReason };

/**
 * Claims a mail. One statement decides each question, so that any number of workers may ask at once:
 * the first insert wins, and an expired lease goes to one update.
 */
export async function claimMail(trx: Transaction<Database>, claim: Claim): Promise<ClaimResult> {
  if (await insertClaim(trx, claim)) return { status: 'claimed', messageId: claim.messageId };
  const again = await claimAgain(trx, claim);
  if (again) {
    const { message_id: messageId, quiet_since: quietSince, turn_at: turnAt } = again;
    return {
      status: 'claimed',
      messageId,
      ...(quietSince === null ? {} : { quietSince }),
      ...(turnAt === null ? {} : { turnAt }),
    };
  }
  const row = await whereKey(trx.selectFrom('sent_mails'), claim.key)
    .select(['status', 'verdict', 'lease_until'])
    .executeTakeFirstOrThrow();
  if (row.status === 'sent') return { status: 'sent' };
  if (row.status === 'skipped') return { status: 'skipped', why: row.verdict as SkipReason };
  return { status: 'taken', until: row.lease_until };
}

async function insertClaim(trx: Transaction<Database>, claim: Claim): Promise<boolean> {
  const { key } = claim;
  const inserted = await trx
    .insertInto('sent_mails')
    .values({
      contact_id: key.contactId,
      map: key.map,
      entry: key.entry,
      mail_index: key.index,
      step: claim.step,
      template: claim.template,
      email_hash: claim.emailHash ?? null,
      message_id: claim.messageId,
      status: 'claimed',
      verdict: null,
      lease_until: claim.leaseUntil,
      resends: 0,
      claimed_at: claim.now,
      settled_at: null,
      subject: null,
      merge_values: JSON.stringify(claim.values),
      marketing: claim.isMarketing ? 1 : 0,
      held_until: null,
      quiet_since: null,
      turn_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('message_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/**
 * Takes over a claim whose lease ran out: its mail may be on the wire already, so this counts as a resend.
 * A mail that the server refused, or that was held, was certainly not taken; it may be tried again without being one.
 */
async function claimAgain(trx: Transaction<Database>, { key, now, leaseUntil, isMarketing }: Claim) {
  return await whereKey(trx.updateTable('sent_mails'), key)
    .where((eb) =>
      eb.or([
        eb('status', 'in', ['refused', 'held']),
        eb.and([eb('status', '=', 'claimed'), eb('lease_until', '<=', now)]),
      ]),
    )
    .set((eb) => ({
      resends: eb
        .case()
        .when('status', '=', 'claimed')
        .then(eb('resends', '+', 1))
        .else(eb.ref('resends'))
        .end(),
      status: 'claimed' as const,
      verdict: null,
      lease_until: leaseUntil,
      claimed_at: now,
      settled_at: null,
      marketing: isMarketing ? (1 as const) : (0 as const),
    }))
    .returning(['message_id', 'quiet_since', 'turn_at'])
    .executeTakeFirst();
}

/** Records that the mail server took the mail; true whoever holds the lease by now. */
export async function settleSent(
  db: Kysely<Database>,
  key: MailKey,
  subject: string,
  now: Instant,
): Promise<void> {
  await whereKey(db.updateTable('sent_mails'), key)
    .set({ status: 'sent', verdict: null, subject, settled_at: now })
    .execute();
}

/** Records that no copy went out: skipped for good, or refused this time. Only who holds the lease may say so. */
export async function settleUnsent(
  db: Kysely<Database>,
  claim: Claim,
  verdict: { status: 'skipped'; why: SkipReason } | { status: 'refused'; why: string },
): Promise<void> {
  await whereKey(db.updateTable('sent_mails'), claim.key)
    .where('status', '=', 'claimed')
    .where('lease_until', '=', claim.leaseUntil)
    // What is tried again waits for a new turn.
    .set({ status: verdict.status, verdict: verdict.why, settled_at: claim.now, turn_at: null })
    .execute();
}

/** Records that a rule holds the mail, until when it is asked for again, and what to remember until then. */
export async function settleHeld(
  db: Kysely<Database>,
  claim: Claim,
  hold: { why: HoldReason; until: Instant; quietSince?: Instant | undefined; turnAt?: Instant | undefined },
): Promise<void> {
  await whereKey(db.updateTable('sent_mails'), claim.key)
    .where('status', '=', 'claimed')
    .where('lease_until', '=', claim.leaseUntil)
    .set({
      status: 'held',
      verdict: hold.why,
      held_until: hold.until,
      quiet_since: hold.quietSince ?? null,
      turn_at: hold.turnAt ?? null,
      settled_at: claim.now,
    })
    .execute();
}

interface Filtered<Query> {
  where(column: 'contact_id' | 'map', is: '=', value: string): Query;
  where(column: 'entry' | 'mail_index', is: '=', value: number): Query;
}

function whereKey<Query extends Filtered<Query>>(
  query: Query,
  { contactId, map, entry, index }: MailKey,
): Query {
  return query
    .where('contact_id', '=', contactId)
    .where('map', '=', map)
    .where('entry', '=', entry)
    .where('mail_index', '=', index);
}
