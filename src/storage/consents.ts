import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { Database } from './schema.ts';
import type { ConsentSource } from './tables/mail.ts';

/** A contact's answer to whether they want mails of a topic. */
export interface Consent {
  topic: string;
  subscribed: boolean;
  /** Where they gave it. */
  source: ConsentSource;
  /** What they read when they gave it. */
  text: string;
  at: Instant;
}

/** Every answer of a contact, the oldest of each topic first. */
export async function readConsents(db: Kysely<Database>, contactId: string): Promise<Consent[]> {
  const rows = await db
    .selectFrom('consents')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('topic')
    .orderBy('answer')
    .execute();
  return rows.map(({ topic, subscribed, source, text, recorded_at: at }) => ({
    topic,
    subscribed: subscribed === 1,
    source,
    text,
    at,
  }));
}

/** By topic the answer that counts: the newest. Topics that were never asked about are not in it. */
export async function latestAnswers(
  db: Kysely<Database>,
  contactId: string,
): Promise<ReadonlyMap<string, boolean>> {
  const consents = await readConsents(db, contactId);
  return new Map(consents.map(({ topic, subscribed }) => [topic, subscribed]));
}

/**
 * Records one more answer of a contact whose row is locked; earlier ones stay on record. Returns how many there were
 * for the topic before.
 */
export async function appendConsent(
  trx: Transaction<Database>,
  contactId: string,
  { topic, subscribed, source, text, at }: Consent,
): Promise<number> {
  const { answers } = await trx
    .selectFrom('consents')
    .select(({ fn }) => fn.countAll<number>().as('answers'))
    .where('contact_id', '=', contactId)
    .where('topic', '=', topic)
    .executeTakeFirstOrThrow();
  const answer = Number(answers);
  await trx
    .insertInto('consents')
    .values({
      contact_id: contactId,
      topic,
      answer,
      subscribed: subscribed ? 1 : 0,
      source,
      text,
      recorded_at: at,
    })
    .execute();
  return answer;
}
