import type { Transaction } from 'kysely';
import { isSubscribed } from '../email/sending-rules.ts';
import { appendConsent, latestAnswers } from '../storage/consents.ts';
import { lockContact } from '../storage/lock-contact.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import type { ConsentSource } from '../storage/tables/mail.ts';
import { atOneInstant, type Partners } from './partners.ts';
import { transact } from '../storage/transact.ts';

/** The consent box of a form: what stood beside it, and how it was answered. */
export interface ConsentBox {
  topic: string;
  text: string;
  ticked: boolean;
}

/** A topic that people can subscribe to and unsubscribe from, and what the contact wants. */
export interface Preference {
  topic: string;
  title: string;
  subscribed: boolean;
}

/** The marketing topics of the current release with what the contact wants; undefined when there is no contact. */
export async function preferencesOf(p: Partners, contactId: string): Promise<Preference[] | undefined> {
  const contact = await p.db
    .selectFrom('contacts')
    .select('id')
    .where('id', '=', contactId)
    .executeTakeFirst();
  if (!contact) return undefined;
  const answers = await latestAnswers(p.db, contactId);
  return Object.entries(p.settings().sending.topics ?? {})
    .filter(([, { marketing }]) => marketing)
    .map(([topic, rules]) => ({
      topic,
      title: rules.title,
      subscribed: isSubscribed(rules, answers.get(topic)),
    }));
}

/**
 * Records what a contact wants, by topic; topics that they want or do not want already, or that are not there, are
 * left alone. Runs learn of each topic that they have left.
 */
export async function setPreferences(
  p: Partners,
  contactId: string,
  wanted: Readonly<Record<string, boolean>>,
  source: ConsentSource,
): Promise<void> {
  const here = atOneInstant(p);
  await transact(here.db, async (trx) => {
    await lockContact(trx, contactId);
    const preferences = (await preferencesOf({ ...here, db: trx }, contactId)) ?? [];
    for (const { topic, title, subscribed } of preferences) {
      const answer = wanted[topic];
      if (answer === undefined || answer === subscribed) continue;
      await record(here, trx, contactId, { topic, title, subscribed: answer }, source);
    }
  });
}

async function record(
  p: Partners,
  trx: Transaction<Database>,
  contactId: string,
  { topic, title, subscribed }: Preference,
  source: ConsentSource,
): Promise<void> {
  const now = p.now();
  const answer = await appendConsent(trx, contactId, { topic, subscribed, source, text: title, at: now });
  if (subscribed) return;
  await appendEvent(trx, {
    contactId,
    source: '/consents',
    eventId: `${contactId}/${topic}/${answer}`,
    type: 'unsubscribed',
    time: now,
    data: { topic, changes: [] },
    now,
  });
}

/**
 * Records the answer of a sign-up form's consent box, an empty box being a no. Whoever has answered for the topic
 * before is asked by nobody's form: a stranger could fill it in with their address.
 */
export async function answerConsentBox(
  p: Partners,
  trx: Transaction<Database>,
  contactId: string,
  { topic, text, ticked }: ConsentBox,
): Promise<void> {
  await lockContact(trx, contactId);
  if ((await latestAnswers(trx, contactId)).has(topic)) return;
  await appendConsent(trx, contactId, { topic, subscribed: ticked, source: 'sign-up', text, at: p.now() });
}
