import { clickUrl } from '../src/email/click-link.ts';
import type { CompiledEmail } from '../src/email/compiled-email.ts';
import { parseMailbox, type Mailbox } from '../src/email/mailbox.ts';
import { mergeContext, type MergeContext, type MergeInput } from '../src/email/merge-context.ts';
import { recipientsOf } from '../src/email/recipients.ts';
import { sendMail, type MailToSend } from '../src/email/send-mail.ts';
import { marketingTopic } from '../src/email/sending-rules.ts';
import { unsubscribeUrl } from '../src/email/unsubscribe-link.ts';
import { findContact, type ContactView } from '../src/partners/find-contact.ts';
import { withDefaults } from '../src/partners/own-fields.ts';
import { partnerCenterUrl, partnerLinks } from '../src/partners/partner-links.ts';
import type { Partners } from '../src/partners/partners.ts';
import type { ActivityOutcome, MailRequest } from '../src/program/commands.ts';
import type { Instant } from '../src/program/time.ts';
import { writeRunRecord } from '../src/storage/run-records.ts';
import type { ActivityRequest } from '../workflows/messages.ts';
import type { ActivityPorts } from './ports.ts';
import { zoneOfContact } from '../src/partners/contact-zone.ts';

/** Sends a mail of a job to the contact or a team, with names and addresses as they are now. */
export async function deliverMail(
  { partners, mailer }: ActivityPorts,
  { contactId, job, record }: ActivityRequest,
  mail: MailRequest,
  login?: { url: string; expiresAt: Instant },
): Promise<ActivityOutcome> {
  const contact = await findContact(partners, contactId);
  if (!contact)
    throw new Error(`There is no contact ${contactId}: it was erased, or the database is not the run's own.`);
  const { sending } = partners.settings();
  const recipients = recipientsOf(sending, mail, mailboxOf(contact));
  if ('missing' in recipients) {
    return {
      status: 'failed',
      permanent: true,
      message: `Team ${recipients.missing} is not, or no longer, in sending.yaml.`,
    };
  }
  const email = await mailer.email(mail.email);
  const leave = leaveUrl(partners, contactId, mail, email);
  return sendMail(mailer, {
    contactId,
    origin: job.origin,
    request: mail,
    email,
    recipients,
    ...(mail.replyTo === undefined ? {} : { replyTo: parseMailbox(mail.replyTo) }),
    policy: sending,
    zone: zoneOfContact(contact, partners.settings()),
    context: contextOf(partners, mail, contact, job.origin.map, {
      unsubscribeUrl: leave ?? partners.publicUrl,
      ...(login ? { login } : {}),
    }),
    ...(leave === undefined ? {} : { unsubscribeUrl: leave }),
    // Only marketing mails can be left.
    ...(leave !== undefined && sending.tracking?.clicks ? countedUrl(partners, contactId, job, mail) : {}),
    ...(record ? { record: (trx) => writeRunRecord(trx, contactId, record, partners.now()) } : {}),
  });
}

function mailboxOf({ firstName, lastName, email }: ContactView): Mailbox {
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return { address: email, ...(name ? { name } : {}) };
}

/** Where the contact leaves the topic of a marketing mail; what goes to a team is no subscription of theirs. */
function leaveUrl(
  { settings, publicUrl, secret }: Partners,
  contactId: string,
  { to }: MailRequest,
  { topic }: CompiledEmail,
): string | undefined {
  const marketing = marketingTopic(settings().sending, to, topic);
  return marketing && unsubscribeUrl(publicUrl, secret, { contactId, topic: marketing.name });
}

function countedUrl(
  { publicUrl, secret }: Partners,
  contactId: string,
  { origin: { map, entry } }: ActivityRequest['job'],
  { index }: MailRequest,
): Pick<MailToSend, 'countedUrl'> {
  return { countedUrl: (link) => clickUrl(publicUrl, secret, { contactId, map, entry, index, link }) };
}

function contextOf(
  partners: Partners,
  mail: MailRequest,
  contact: ContactView,
  map: string,
  links: Pick<MergeInput, 'login' | 'unsubscribeUrl'>,
): MergeContext {
  const settings = partners.settings();
  const program = mail.program === undefined ? undefined : settings.programs[mail.program];
  const enrolment = contact.enrolments.find((candidate) => candidate.program === mail.program);
  const application = Object.entries(enrolment?.application ?? {}).map(([name, value]) => [
    name,
    String(value ?? ''),
  ]);
  return mergeContext({
    mail,
    contact: { ...contact, fields: withDefaults(settings, contact.fields) },
    ownFields: settings.fields ?? {},
    links: program && enrolment ? partnerLinks(program, enrolment.referralCode, partners.publicUrl) : [],
    partnerCenterUrl: partnerCenterUrl(settings, mail.program, partners.publicUrl),
    approval: {
      map,
      application: Object.fromEntries(application) as Record<string, string>,
      consoleUrl: `${partners.publicUrl}/console/contacts/${contact.id}`,
    },
    ...(program ? { program } : {}),
    ...links,
  });
}
