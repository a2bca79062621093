import type { Kysely } from 'kysely';
import type { MailRequest } from '../program/commands.ts';
import type { SendingPolicy, Topic } from '../program/settings.ts';
import { latestAnswers } from '../storage/consents.ts';
import type { Database } from '../storage/schema.ts';
import { isSubscribed, marketingTopic, type Recipients, type SendingFacts } from './sending-rules.ts';
import { suppressedAmong } from './suppressions.ts';

/** A mail whose sending is in question. */
export interface MailInQuestion {
  contactId: string;
  request: MailRequest;
  recipients: Recipients;
  /** The topic that the email names. */
  topic?: string | undefined;
}

/** What the database knows of a mail and its readers. */
export async function sendingFacts(
  db: Kysely<Database>,
  policy: SendingPolicy,
  { contactId, request, recipients, topic }: MailInQuestion,
): Promise<SendingFacts> {
  const marketing = marketingTopic(policy, request.to, topic);
  const addresses = [...recipients.to, ...recipients.cc].map(({ address }) => address);
  return {
    recipients,
    lacksApproval: request.onlyApproved === true && !(await isApproved(db, contactId, request.program)),
    suppressed: await suppressedAmong(db, addresses),
    ...(marketing ? { marketing: await marketingFacts(db, contactId, marketing) } : {}),
  };
}

async function marketingFacts(
  db: Kysely<Database>,
  contactId: string,
  { name, rules }: { name: string; rules: Topic },
): Promise<NonNullable<SendingFacts['marketing']>> {
  const answers = await latestAnswers(db, contactId);
  return { isSubscribed: isSubscribed(rules, answers.get(name)) };
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
