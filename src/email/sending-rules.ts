import type { MailRequest, SkipReason } from '../program/commands.ts';
import type { SendingPolicy, Topic } from '../program/settings.ts';
import type { Mailbox } from './mailbox.ts';

/** Who gets a mail: `cc` are those who get a copy. */
export interface Recipients {
  to: Mailbox[];
  cc: Mailbox[];
}

/** What is known of a mail and its readers at the moment of sending. */
export interface SendingFacts {
  recipients: Recipients;
  /** The mail is for approved partners only, and the contact is not one. */
  lacksApproval: boolean;
  /** Those of the recipients' addresses, in lower case, that do not work. */
  suppressed: ReadonlySet<string>;
  /** Of a marketing mail to the contact; absent for all other mails. */
  marketing?: { isSubscribed: boolean };
}

/** Whether a mail goes out, to whom, or why not. */
export type Verdict = { verdict: 'send'; to: Recipients } | { verdict: 'skip'; why: SkipReason };

/**
 * The rules of sending, in the order in which they are asked: the partner's status, addresses that do not work,
 * consent. Before them the kernel has asked `exitWhen`. Asked anew at each attempt, by the mailer and the simulator.
 */
export function judgeSending(facts: SendingFacts): Verdict {
  const { lacksApproval, recipients, suppressed, marketing } = facts;
  if (lacksApproval) return { verdict: 'skip', why: 'not-approved' };
  const works = ({ address }: Mailbox) => !suppressed.has(address.toLowerCase());
  const to = { to: recipients.to.filter(works), cc: recipients.cc.filter(works) };
  if (to.to.length === 0) return { verdict: 'skip', why: 'suppressed' };
  if (marketing && !marketing.isSubscribed) return { verdict: 'skip', why: 'unsubscribed' };
  return { verdict: 'send', to };
}

/** The topic of a mail that is marketing: it names one that is, and goes to the contact. */
export function marketingTopic(
  { topics }: SendingPolicy,
  to: MailRequest['to'],
  name: string | undefined,
): { name: string; rules: Topic } | undefined {
  const rules = name === undefined ? undefined : topics?.[name];
  return name !== undefined && rules?.marketing && to === 'contact' ? { name, rules } : undefined;
}

/** Whether a contact wants mails of a marketing topic, by their newest answer; who was never asked, by the topic's default. */
export function isSubscribed(topic: Topic, answer: boolean | undefined): boolean {
  return answer ?? topic.default === 'subscribed';
}
