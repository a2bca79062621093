import { recipientsOf } from '../email/recipients.ts';
import { isSubscribed, marketingTopic } from '../email/sending-rules.ts';
import type { MarketingFacts, SendingFacts, Verdict } from '../email/sending-rules.ts';
import type { MailRequest } from '../program/commands.ts';
import type { Rolling } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';
import { templateOf } from './email-loader.ts';
import { appendEvent, zoneOf, type Facts } from './facts.ts';

/** A mail whose sending is in question: its job's id and map, and the topic that its email names. */
interface MailInQuestion {
  id: string;
  map: string;
  mail: MailRequest;
  topic: string | undefined;
  now: Instant;
}

/** What the scenario's facts say of a mail and its readers: what `src/email/sending-facts.ts` asks the database. */
export function sendingFacts(facts: Facts, question: MailInQuestion): SendingFacts {
  const { contact, enrolments, holds, mails, settings } = facts;
  const { mail, map, now } = question;
  const recipients = recipientsOf(settings.sending, mail, { address: contact.email });
  const { perContact, perMap } = settings.sending.breaker ?? {};
  const waiting = [...holds.values()].filter(
    (held) => held.map === map && held.why === 'breaker' && held.until > now,
  );
  const marketing = marketingFacts(facts, question);
  return {
    now,
    // The compiler has checked the names of teams.
    recipients: 'missing' in recipients ? { to: [], cc: [] } : recipients,
    lacksApproval: mail.onlyApproved === true && enrolments[mail.program ?? '']?.status !== 'approved',
    suppressed: facts.suppressed,
    flood: {
      contactEdge: edgeOf(perContact, mails),
      mapEdge: edgeOf(
        perMap,
        mails.filter((sent) => sent.map === map),
      ),
      waiting: waiting.length,
    },
    ...(marketing ? { marketing } : {}),
  };
}

function marketingFacts(facts: Facts, { id, mail, topic }: MailInQuestion): MarketingFacts | undefined {
  const { consents, holds, mails, settings } = facts;
  const marketing = marketingTopic(settings.sending, mail.to, topic);
  if (!marketing) return undefined;
  return {
    isSubscribed: isSubscribed(marketing.rules, consents.get(marketing.name)),
    edge: edgeOf(
      settings.sending.caps?.marketing,
      mails.filter(({ isMarketing }) => isMarketing),
    ),
    zone: zoneOf(facts),
    quietSince: holds.get(id)?.quietSince,
  };
}

function edgeOf(limit: Rolling | undefined, mails: Facts['mails']): Instant | undefined {
  return limit && mails.at(-limit.count)?.at;
}

/** Remembers that a rule holds a mail. */
export function hold(
  { holds }: Facts,
  { id, map, now }: MailInQuestion,
  { why, until }: Extract<Verdict, { verdict: 'hold' }>,
): void {
  const before = holds.get(id)?.quietSince;
  holds.set(id, { map, why, until, quietSince: why === 'quiet-hours' ? (before ?? now) : before });
}

/** Remembers that a mail went out, with its links where clicks on them are counted. */
export function countSent(
  { holds, mails, settings }: Facts,
  { id, map, mail, topic, now }: MailInQuestion,
  written: readonly string[],
): void {
  const { sending } = settings;
  const isMarketing = marketingTopic(sending, mail.to, topic) !== undefined;
  const links = isMarketing && sending.tracking?.clicks ? [...written] : [];
  holds.delete(id);
  mails.push({ at: now, map, template: templateOf(mail), isMarketing, links });
}

/** The mail server says that the contact's address does not work. */
export function bounce(facts: Facts, email: string, now: Instant): void {
  facts.suppressed.add(facts.contact.email);
  const reason = '550 5.1.1 the scenario says that the mailbox does not exist';
  appendEvent(facts, {
    type: 'email-bounced',
    source: '/mail',
    id: `${email}/${facts.events.length + 1}`,
    time: now,
    data: { email, reason, changes: [] },
  });
}
