import type { ContactEvent, FactType } from '../src/program/events.ts';

/** A signal's payload, read: events to decide on, or why something in it was skipped. */
export interface Received {
  events: ContactEvent[];
  skipped: string[];
}

const FACTS: Record<FactType, true> = {
  'form-submitted': true,
  added: true,
  'approval-decided': true,
  'sale-recorded': true,
  'sale-refunded': true,
  'totals-corrected': true,
  'login-used': true,
};

const MOST_EVENTS = 200;

/** Reads what a signal brought. Whatever it is, the run goes on: what is not an event is skipped, with a reason. */
export function readEvents(payload: unknown): Received {
  const items: unknown[] = Array.isArray(payload) ? payload : [payload];
  const received: Received = { events: [], skipped: [] };
  for (const item of items.slice(0, MOST_EVENTS)) {
    const problem = problemOf(item);
    if (problem) received.skipped.push(problem);
    else received.events.push(item as ContactEvent);
  }
  if (items.length > MOST_EVENTS) received.skipped.push(`${items.length - MOST_EVENTS} events beyond ${MOST_EVENTS}`);
  return received;
}

/** Names what is wrong without repeating the content, which may be personal. */
function problemOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return 'not a CloudEvents object';
  const event = item as Record<string, unknown>;
  if ('unreadable' in event) return 'bytes that are not readable as JSON';
  if (event['specversion'] !== '1.0') return 'not a CloudEvents 1.0 object: specversion is not "1.0"';
  if (typeof event['type'] !== 'string' || !Object.hasOwn(FACTS, event['type'])) return 'unknown event type';
  if (!Number.isSafeInteger(event['sequence'])) return 'no sequence number: only the dispatcher numbers events';
  if (typeof event['releaseset'] !== 'string') return 'no release set';
  const data = event['data'] as { changes?: unknown } | null | undefined;
  return Array.isArray(data?.changes) ? undefined : 'no data.changes';
}
