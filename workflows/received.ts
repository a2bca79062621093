import type { ContactEvent, FactType } from '../src/program/events.ts';

/** A signal's payload, read: events to decide on, events to be recorded first, or why something was skipped. */
export interface Received {
  events: ContactEvent[];
  /** From a sale system, as they came: the activity `record-event` reads them, and says what is wrong with them. */
  direct: object[];
  skipped: string[];
}

const FACTS: Record<FactType, true> = {
  'form-submitted': true,
  added: true,
  'approval-decided': true,
  'contact-changed': true,
  imported: true,
  paused: true,
  removed: true,
  resumed: true,
  'sale-recorded': true,
  'sale-refunded': true,
  'second-tier-commission': true,
  'totals-corrected': true,
  'commission-payable': true,
  'commission-paid': true,
  'payout-ready-changed': true,
  'date-reached': true,
  'login-used': true,
  'email-bounced': true,
  'email-clicked': true,
  unsubscribed: true,
  'task-done': true,
  custom: true,
};

/** What another system may signal; only the dispatcher numbers events, so these have no `sequence`. */
const DIRECT: Record<string, true> = {
  'sale-recorded': true,
  'sale-refunded': true,
  'total-sales-changed': true,
  'custom-event': true,
};

/** Most events in one signal; a run decides as many in one activation, and records as many in one activity. */
export const MOST_EVENTS = 200;
/** Most of the direct events of one signal, or of one activity, as JSON text: 256 KiB. */
const MOST_DIRECT = 256 * 1024;

/** Events of other systems that may wait for the database; the history has them too, and it is bounded. */
const MOST_UNRECORDED = 5_000;

/** Puts events behind those that wait for the database already; answers what was too much, for nothing is dropped silently. */
export function queueUp(waiting: object[], events: readonly object[]): string[] {
  const room = Math.max(MOST_UNRECORDED - waiting.length, 0);
  waiting.push(...events.slice(0, room));
  if (events.length <= room) return [];
  return [
    `overflow: ${MOST_UNRECORDED} events wait for the database already, ${events.length - room} more were not taken; send them again later`,
  ];
}

/** Reads what a signal brought. Whatever it is, the run goes on: what is not an event is skipped, with a reason. */
export function readEvents(payload: unknown): Received {
  const items: unknown[] = Array.isArray(payload) ? payload : [payload];
  const received: Received = { events: [], direct: [], skipped: [] };
  for (const item of items.slice(0, MOST_EVENTS)) {
    const problem = problemOf(item);
    if (isDirect(item)) received.direct.push(item);
    else if (problem) received.skipped.push(problem);
    else received.events.push(item as ContactEvent);
  }
  if (received.direct.length > 0 && JSON.stringify(received.direct).length > MOST_DIRECT)
    received.skipped.push(
      `${received.direct.splice(0).length} events of more than 256 KiB: send fewer in one signal`,
    );
  if (items.length > MOST_EVENTS)
    received.skipped.push(`${items.length - MOST_EVENTS} events beyond ${MOST_EVENTS}`);
  return received;
}

/** What one activity records of the direct events that wait: as many of the first as its bounds allow, at least one. */
export function firstBatch(waiting: object[]): object[] {
  let text = 0;
  const batch = waiting.slice(0, MOST_EVENTS);
  const end = batch.findIndex(
    (event, index) => (text += JSON.stringify(event).length) > MOST_DIRECT && index > 0,
  );
  return end === -1 ? batch : batch.slice(0, end);
}

function isDirect(item: unknown): item is object {
  if (!isObject(item) || item['sequence'] !== undefined) return false;
  return typeof item['type'] === 'string' && Object.hasOwn(DIRECT, item['type']);
}

/** Names what is wrong without repeating the content, which may be personal. */
function problemOf(event: unknown): string | undefined {
  if (!isObject(event)) return 'not a CloudEvents object';
  if ('unreadable' in event) return 'bytes that are not readable as JSON';
  if (event['specversion'] !== '1.0') return 'not a CloudEvents 1.0 object: specversion is not "1.0"';
  if (typeof event['type'] !== 'string' || !Object.hasOwn(FACTS, event['type'])) return 'unknown event type';
  if (!Number.isSafeInteger(event['sequence']))
    return 'no sequence number: only the dispatcher numbers events';
  if (typeof event['releaseset'] !== 'string') return 'no release set';
  return problemOfData(event['type'], event['data']);
}

/** Facts of commissions that are no sale themselves: they name one. */
const COMMISSIONS: ReadonlySet<string> = new Set(['commission-payable', 'second-tier-commission']);

/** What the rules read without looking must be there: an error in them would stop the run for good. */
function problemOfData(type: string, data: unknown): string | undefined {
  const { cause, changes, sale, commission, payout, tags, data: carried } = isObject(data) ? data : {};
  if (
    !Array.isArray(changes) ||
    !changes.every((change) => isObject(change) && typeof change['field'] === 'string')
  )
    return 'data.changes is not a list of { field, before, after }';
  if (cause !== undefined && !isCause(cause)) return 'data.cause is not { map, entry, round }';
  if (
    tags !== undefined &&
    !(isObject(tags) && Array.isArray(tags['added']) && Array.isArray(tags['removed']))
  )
    return 'data.tags is not { added, removed }';
  if (type === 'custom' && !isObject(carried)) return 'no data.data with what the event carries';
  const isSale = isObject(sale) && typeof sale['id'] === 'string' && Number.isSafeInteger(sale['amount']);
  if ((type.startsWith('sale-') || COMMISSIONS.has(type)) && !isSale)
    return 'no data.sale with id and amount';
  if (type === 'commission-paid' && !isPayout(payout)) return 'no data.payout with batch, amount and at';
  const earned =
    commission === undefined || (isObject(commission) && Number.isSafeInteger(commission['amount']));
  return earned ? undefined : 'data.commission has no amount';
}

function isPayout(payout: unknown): boolean {
  if (!isObject(payout) || typeof payout['batch'] !== 'string') return false;
  return Number.isSafeInteger(payout['amount']) && Number.isSafeInteger(payout['at']);
}

function isCause(cause: unknown): boolean {
  if (!isObject(cause) || typeof cause['map'] !== 'string') return false;
  return Number.isSafeInteger(cause['entry']) && Number.isSafeInteger(cause['round']);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
