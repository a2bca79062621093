import { isSubscribed } from '../email/sending-rules.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent, refusal, type Facts, type Refusal } from './facts.ts';

/** What unsubscribing came to. */
type UnsubscribeResult = { recorded: string } | { duplicate: string } | { refused: Refusal };

/** The contact unsubscribes from a topic, by the link of a mail. */
export function unsubscribe(facts: Facts, topic: string, now: Instant): UnsubscribeResult {
  const rules = facts.settings.sending.topics?.[topic];
  if (!rules?.marketing) return refusal('unknown-topic', `nobody can unsubscribe from a topic “${topic}”`);
  if (!isSubscribed(rules, facts.consents.get(topic))) {
    return { duplicate: `the contact is not subscribed to ${topic}` };
  }
  facts.consents.set(topic, false);
  appendEvent(facts, {
    type: 'unsubscribed',
    source: '/consents',
    id: `${topic}/${facts.events.length + 1}`,
    time: now,
    data: { topic, changes: [] },
  });
  return { recorded: `unsubscribed from ${topic}` };
}
