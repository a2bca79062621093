import type { Kysely, Transaction } from 'kysely';
import { withoutAddresses, type MailEvent } from '../email/feedback/mail-event.ts';
import { recordBounce } from '../email/suppressions.ts';
import type { Database } from '../storage/schema.ts';
import { transact } from '../storage/transact.ts';
import { hashOfBody, repetitionOf, type Repetition } from './ledger.ts';
import { atOneInstant, type Partners } from './partners.ts';

/** `duplicate`: the same event again, which is fine; `conflict`: its id with another body. */
export type MailEventResult = { status: 'recorded' } | Repetition;

const LONGEST_REASON = 300;

/**
 * Records what a mail system tells of a mail. Nothing is sent any more to a mailbox that does not work or whose reader
 * complained, and the run of its contact learns of it; a soft bounce is recorded and changes nothing.
 */
export async function recordMailEvent(p: Partners, event: MailEvent): Promise<MailEventResult> {
  const { id, source, ...body } = event;
  const bodyHash = hashOfBody(body);
  return transact(p.db, async (trx) => {
    const known = await trx
      .selectFrom('mail_events')
      .select(['body_hash', 'recorded_at'])
      .where('source', '=', source)
      .where('external_id', '=', id)
      .executeTakeFirst();
    if (known) return repetitionOf(source, id, known, bodyHash);
    await recordNewEvent(atOneInstant(p), trx, event, bodyHash);
    return { status: 'recorded' };
  });
}

async function recordNewEvent(
  p: Partners,
  trx: Transaction<Database>,
  { id, source, kind, address, messageId, reason: said, at = p.now() }: MailEvent,
  bodyHash: string,
): Promise<void> {
  const reason = withoutAddresses(said).slice(0, LONGEST_REASON) || 'no reason was given';
  const contact = await contactOf(trx, address);
  const mail = await mailOf(trx, messageId);
  await trx
    .insertInto('mail_events')
    .values({
      source,
      external_id: id,
      kind,
      contact_id: contact?.id ?? null,
      message_id: messageId ?? null,
      reason,
      body_hash: bodyHash,
      occurred_at: at,
      recorded_at: p.now(),
    })
    .execute();
  if (kind === 'soft-bounce') return;
  await recordBounce(trx, {
    ...(contact ? { contact } : {}),
    eventId: `${source}/${id}`,
    // A mail about a contact that came back from a team is none of the contact's.
    email: mail && mail.contactId === contact?.id ? mail.template : '',
    addresses: [address],
    reason: kind === 'complaint' ? `complaint: ${reason}` : reason,
    time: at,
    now: p.now(),
  });
}

/** Whether an event names a mail that was sent from here: nobody else knows its Message-ID. */
export async function isOurMail({ db }: Partners, { messageId }: MailEvent): Promise<boolean> {
  return (await mailOf(db, messageId)) !== undefined;
}

async function contactOf(trx: Transaction<Database>, address: string) {
  return trx
    .selectFrom('contacts')
    .where('email', '=', address.toLowerCase())
    .select(['id', 'email'])
    .executeTakeFirst();
}

async function mailOf(db: Kysely<Database>, messageId: string | undefined) {
  if (messageId === undefined) return undefined;
  return db
    .selectFrom('sent_mails')
    .where('message_id', '=', messageId)
    .select(['contact_id as contactId', 'template'])
    .executeTakeFirst();
}
