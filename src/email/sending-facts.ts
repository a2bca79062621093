import type { Kysely, Transaction } from 'kysely';
import type { MailRequest } from '../program/commands.ts';
import type { Rolling, SendingPolicy } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';
import { latestAnswers } from '../storage/consents.ts';
import { lockContact } from '../storage/lock-contact.ts';
import type { Database } from '../storage/schema.ts';
import type { MailKey } from './message-id.ts';
import { isSubscribed, marketingTopic } from './sending-rules.ts';
import type { FloodFacts, MarketingFacts, Recipients, SendingFacts } from './sending-rules.ts';
import { suppressedAmong } from './suppressions.ts';

/** A mail whose sending is in question; it has been claimed, and does not count against its own limits. */
export interface MailInQuestion {
  key: MailKey;
  request: MailRequest;
  recipients: Recipients;
  /** The topic that the email names. */
  topic: string | undefined;
  /** IANA zone of the contact. */
  zone: string;
  quietSince: Instant | undefined;
  now: Instant;
}

/** What the database knows of a mail and its readers. Mails of one contact wait for each other where they are counted. */
export async function sendingFacts(
  trx: Transaction<Database>,
  policy: SendingPolicy,
  mail: MailInQuestion,
): Promise<SendingFacts> {
  const { key, request, recipients, now } = mail;
  const isMarketing = marketingTopic(policy, request.to, mail.topic) !== undefined;
  if (policy.breaker?.perContact || (isMarketing && policy.caps)) await lockContact(trx, key.contactId);
  const addresses = [...recipients.to, ...recipients.cc].map(({ address }) => address);
  const marketing = await marketingFacts(trx, policy, mail);
  return {
    now,
    recipients,
    lacksApproval: request.onlyApproved === true && !(await isApproved(trx, key.contactId, request.program)),
    suppressed: await suppressedAmong(trx, addresses),
    flood: await floodFacts(trx, policy, mail),
    ...(marketing ? { marketing } : {}),
  };
}

async function marketingFacts(
  db: Kysely<Database>,
  policy: SendingPolicy,
  { key, request, topic, zone, quietSince }: MailInQuestion,
): Promise<MarketingFacts | undefined> {
  const marketing = marketingTopic(policy, request.to, topic);
  if (!marketing) return undefined;
  const answers = await latestAnswers(db, key.contactId);
  return {
    isSubscribed: isSubscribed(marketing.rules, answers.get(marketing.name)),
    edge: await edgeOf(db, policy.caps?.marketing, key, 'marketing'),
    zone,
    quietSince,
  };
}

async function floodFacts(
  db: Kysely<Database>,
  { breaker: { perContact, perMap } = {} }: SendingPolicy,
  { key, now }: MailInQuestion,
): Promise<FloodFacts> {
  return {
    contactEdge: await edgeOf(db, perContact, key, 'contact'),
    mapEdge: await edgeOf(db, perMap, key, 'map'),
    waiting: perMap ? await countHeld(db, key.map, now) : 0,
  };
}

/** When the newest mail but `count` - 1 went out, of those that a limit counts; one that is on its way counts too. */
async function edgeOf(
  db: Kysely<Database>,
  limit: Rolling | undefined,
  { contactId, map, entry, index }: MailKey,
  counted: 'marketing' | 'contact' | 'map',
): Promise<Instant | undefined> {
  if (!limit) return undefined;
  const row = await db
    .selectFrom('sent_mails')
    .select('claimed_at')
    .where('status', 'in', ['sent', 'claimed'])
    .$if(counted === 'map', (query) => query.where('map', '=', map))
    .$if(counted !== 'map', (query) => query.where('contact_id', '=', contactId))
    .$if(counted === 'marketing', (query) => query.where('marketing', '=', 1))
    .where((eb) =>
      eb.not(
        eb.and([
          eb('contact_id', '=', contactId),
          eb('map', '=', map),
          eb('entry', '=', entry),
          eb('mail_index', '=', index),
        ]),
      ),
    )
    .orderBy('claimed_at', 'desc')
    .offset(limit.count - 1)
    .limit(1)
    .executeTakeFirst();
  return row?.claimed_at;
}

/** Mails of a map that the breaker holds; one whose time is over and that nobody asked for again was retracted. */
async function countHeld(db: Kysely<Database>, map: string, now: Instant): Promise<number> {
  const { held } = await db
    .selectFrom('sent_mails')
    .select(({ fn }) => fn.countAll<number>().as('held'))
    .where('map', '=', map)
    .where('status', '=', 'held')
    .where('verdict', '=', 'breaker')
    .where('held_until', '>', now)
    .executeTakeFirstOrThrow();
  return Number(held);
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
