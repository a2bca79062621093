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
function problemOf(event: unknown): string | undefined {
  if (!isObject(event)) return 'not a CloudEvents object';
  if ('unreadable' in event) return 'bytes that are not readable as JSON';
  if (event['specversion'] !== '1.0') return 'not a CloudEvents 1.0 object: specversion is not "1.0"';
  if (typeof event['type'] !== 'string' || !Object.hasOwn(FACTS, event['type'])) return 'unknown event type';
  if (!Number.isSafeInteger(event['sequence'])) return 'no sequence number: only the dispatcher numbers events';
  if (typeof event['releaseset'] !== 'string') return 'no release set';
  return problemOfData(event['type'], event['data']);
}

/** What the rules read without looking must be there: an error in them would stop the run for good. */
function problemOfData(type: string, data: unknown): string | undefined {
  const { changes, sale, commission } = isObject(data) ? data : {};
  if (!Array.isArray(changes) || !changes.every((change) => isObject(change) && typeof change['field'] === 'string'))
    return 'data.changes is not a list of { field, before, after }';
  const isSale = isObject(sale) && typeof sale['id'] === 'string' && Number.isSafeInteger(sale['amount']);
  if (type.startsWith('sale-') && !isSale) return 'no data.sale with id and amount';
  const earned = commission === undefined || (isObject(commission) && Number.isSafeInteger(commission['amount']));
  return earned ? undefined : 'data.commission has no amount';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
