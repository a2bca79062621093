import { parseMailbox } from '../email/mailbox.ts';
import { isSubscribed, marketingTopic, type SendingFacts } from '../email/sending-rules.ts';
import type { MailRequest } from '../program/commands.ts';
import type { Facts } from './facts.ts';

/** What the scenario's facts say of a mail and its readers: what `src/email/sending-facts.ts` asks the database. */
export function sendingFacts(facts: Facts, mail: MailRequest, topic: string | undefined): SendingFacts {
  const { consents, contact, enrolments, settings } = facts;
  const marketing = marketingTopic(settings.sending, mail.to, topic);
  const team = mail.to === 'contact' ? [] : (settings.sending.teams[mail.to.team] ?? []);
  return {
    recipients: {
      to: mail.to === 'contact' ? [{ address: contact.email }] : team.map(parseMailbox),
      cc: [],
    },
    lacksApproval: mail.onlyApproved === true && enrolments[mail.program ?? '']?.status !== 'approved',
    suppressed: new Set(),
    ...(marketing
      ? { marketing: { isSubscribed: isSubscribed(marketing.rules, consents.get(marketing.name)) } }
      : {}),
  };
}
