import type { Kysely, Transaction } from 'kysely';
import type { ActivityOutcome, MailRequest, Origin } from '../program/commands.ts';
import type { Instant } from '../program/time.ts';
import type { SendingPolicy } from '../program/settings.ts';
import type { Database } from '../storage/schema.ts';
import { clearToSend } from './clear-to-send.ts';
import { EmailError } from './compiled-email.ts';
import type { CompiledEmail } from './compiled-email.ts';
import { MailServerUnavailable } from './mail-server.ts';
import type { Delivery, MailServer } from './mail-server.ts';
import { domainOf } from './mailbox.ts';
import type { Mailbox } from './mailbox.ts';
import type { MergeContext } from './merge-context.ts';
import { mailHeaders } from './mail-headers.ts';
import { mergeCounted } from './merge-counted.ts';
import { mergeEmail } from './merge-email.ts';
import type { MergedEmail } from './merge-email.ts';
import { messageIdOf } from './message-id.ts';
import { settleSent, settleUnsent } from './send-ledger.ts';
import type { Claim } from './send-ledger.ts';
import { transact } from '../storage/transact.ts';
import { marketingTopic, type Recipients } from './sending-rules.ts';
import { recordBounce, type Bounce } from './suppressions.ts';

/** What sending needs of the world. */
export interface Mailer {
  db: Kysely<Database>;
  server: MailServer;
  /** The sender of every mail; its domain is that of the Message-IDs. */
  from: Mailbox;
  /** Loads a compiled email by hash; built-in ones by name. */
  email: (email: MailRequest['email']) => Promise<CompiledEmail>;
  now: () => Instant;
  /** How long a claim lasts, in milliseconds: longer than any attempt can take. */
  leaseMs?: number;
  /** How many mails go out in a second, over all workers; absent: as many as there are. */
  perSecond?: number;
}

const LEASE_MS = 75_000;

/** One mail to send. */
export interface MailToSend {
  contactId: string;
  origin: Origin;
  request: MailRequest;
  email: CompiledEmail;
  recipients: Recipients;
  /** Where answers go; absent: to the sender. */
  replyTo?: Mailbox;
  policy: SendingPolicy;
  /** IANA zone of the contact, for quiet hours. */
  zone: string;
  context: MergeContext;
  /** Of a marketing mail: where its reader unsubscribes. */
  unsubscribeUrl?: string;
  /** Where a link of the mail leads instead, so that clicks on it are counted; absent: they are not. */
  countedUrl?: (link: string) => string;
  /** Written in the transaction of the claim: what the decision that asked for the mail has to record. */
  record?: (trx: Transaction<Database>) => Promise<void>;
}

/**
 * Sends one mail, once. Asked again after a crash it answers from the ledger: done, not before the lease
 * ends, or sent again with the same Message-ID where the first copy's fate is unknown.
 * @throws MailServerUnavailable when the server cannot take it now: ask again.
 */
export async function sendMail(mailer: Mailer, mail: MailToSend): Promise<ActivityOutcome> {
  const claim = claimFor(mailer, mail);
  const cleared = await transact(mailer.db, (trx) => clearToSend(trx, claim, mail, mailer.perSecond));
  if ('status' in cleared) return cleared;

  const merged = tryToMerge(mail);
  if (merged instanceof EmailError) return await failForGood(mailer, claim, merged.message);
  const delivery = await mailer.server.deliver({
    ...merged,
    from: mailer.from,
    ...cleared.recipients,
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    messageId: cleared.messageId,
    date: claim.now,
    headers: headersOf(mail, claim.template),
  });
  const isToContact = mail.request.to === 'contact';
  return await settle(mailer, { claim, merged, recipients: cleared.recipients, isToContact }, delivery);
}

function claimFor(mailer: Mailer, mail: MailToSend): Claim {
  const { contactId, origin, request } = mail;
  const now = mailer.now();
  const key = { contactId, map: origin.map, entry: origin.entry, index: request.index };
  const { email } = request;
  return {
    key,
    step: origin.step,
    ...('template' in email
      ? { template: email.template, emailHash: email.hash }
      : { template: email.builtIn }),
    messageId: messageIdOf(key, domainOf(mailer.from.address)),
    values: request.values,
    isMarketing: marketingTopic(mail.policy, request.to, mail.email.topic) !== undefined,
    now,
    leaseUntil: now + (mailer.leaseMs ?? LEASE_MS),
  };
}

function tryToMerge({ email, context, countedUrl }: MailToSend): MergedEmail | EmailError {
  try {
    return countedUrl ? mergeCounted(email, context, countedUrl) : mergeEmail(email, context);
  } catch (error) {
    if (error instanceof EmailError) return error;
    throw error;
  }
}

function headersOf({ origin, unsubscribeUrl }: MailToSend, template: string): Record<string, string> {
  const place = `${origin.map}/${origin.step}#${origin.entry}`;
  return { ...mailHeaders(template, unsubscribeUrl), 'X-Mapwright-Entry': place };
}

interface Attempt {
  claim: Claim;
  merged: MergedEmail;
  recipients: Recipients;
  isToContact: boolean;
}

async function settle(mailer: Mailer, attempt: Attempt, delivery: Delivery): Promise<ActivityOutcome> {
  const { claim, merged } = attempt;
  const now = mailer.now();
  switch (delivery.status) {
    case 'accepted':
      // By itself: that the mail went out must be on record whatever becomes of the rest.
      await settleSent(mailer.db, claim.key, merged.subject, now);
      if (delivery.refused.length > 0) {
        const bounce = bounceOf(attempt, delivery.refused, 'refused by the mail server', now);
        await transact(mailer.db, (trx) => recordBounce(trx, bounce));
      }
      return { status: 'done' };
    case 'no-such-recipient':
      await transact(mailer.db, async (trx) => {
        await settleUnsent(trx, claim, { status: 'skipped', why: 'suppressed' });
        const { to, cc } = attempt.recipients;
        const addresses = [...to, ...cc].map(({ address }) => address);
        await recordBounce(trx, bounceOf(attempt, addresses, delivery.reply, now));
      });
      return { status: 'done', skipped: 'suppressed' };
    case 'refused':
      return await failForGood(mailer, claim, `The mail server refused the mail: ${delivery.reply}`);
    case 'unavailable':
      // Where the server may have taken the mail, the claim stays until its lease ends.
      if (delivery.taken === 'no')
        await settleUnsent(mailer.db, claim, { status: 'refused', why: delivery.reason });
      throw new MailServerUnavailable(`The mail server cannot take the mail now: ${delivery.reason}`);
  }
}

function bounceOf(
  { claim, isToContact, recipients }: Attempt,
  addresses: readonly string[],
  reason: string,
  now: Instant,
): Bounce {
  const { contactId, map, entry, index } = claim.key;
  const email = isToContact ? recipients.to[0]?.address : undefined;
  return {
    ...(email === undefined ? {} : { contact: { id: contactId, email } }),
    eventId: `${contactId}/${map}/${entry}/${index}/${now}`,
    email: claim.template,
    addresses,
    reason,
    time: now,
    now,
  };
}

async function failForGood(mailer: Mailer, claim: Claim, message: string): Promise<ActivityOutcome> {
  await settleUnsent(mailer.db, claim, { status: 'refused', why: message });
  return { status: 'failed', message, permanent: true };
}
