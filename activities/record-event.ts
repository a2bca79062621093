import type { DirectEvent } from '../src/messages/bodies.ts';
import { problemsInWords, readDirectEvent } from '../src/messages/read-message.ts';
import { isControl } from '../src/messages/control.ts';
import type { Told } from '../src/partners/find-partner.ts';
import { recordControl } from '../src/partners/record-control.ts';
import { recordCorrection, type CorrectionResult } from '../src/partners/record-correction.ts';
import { recordCustomEvent, type CustomEventResult } from '../src/partners/record-custom-event.ts';
import { recordRefund, type RefundResult } from '../src/partners/record-refund.ts';
import { recordSale, type SaleResult } from '../src/partners/record-sale.ts';
import type { Refusal } from '../workflows/messages.ts';
import type { ActivityPorts } from './ports.ts';

/**
 * Commits what a sale system signalled to a run, one event after the other, as the gateway commits a webhook. It may be
 * tried again at any point: what is recorded already is a repetition, known by source and id.
 */
export async function recordEvent(
  ports: ActivityPorts,
  { contactId, events }: { contactId: string; events: object[] },
): Promise<{ refused: Refusal[] }> {
  const refused: Refusal[] = [];
  for (const event of events) {
    const why = await whyRefused(ports, contactId, event);
    if (why) refused.push({ what: nameOf(event), why });
  }
  return { refused };
}

async function whyRefused(
  ports: ActivityPorts,
  contactId: string,
  event: object,
): Promise<string | undefined> {
  if (isControl(event)) {
    await recordControl(ports.partners, contactId, event);
    return undefined;
  }
  const reading = readDirectEvent(event);
  if ('problems' in reading) return problemsInWords(reading.problems, 'The event');
  const { message } = reading;
  const times = timesOf(message);
  if (times.some((time) => Number.isNaN(time)))
    return 'It bears a time that does not exist, such as a leap second.';
  const [at, time] = times;
  const told: Told = { contactId, ...(time === undefined ? {} : { at: time }) };
  const result = await record(ports, message, told, at === undefined ? {} : { at });
  return result.status === 'refused' || result.status === 'conflict' ? result.message : undefined;
}

function record(
  { partners }: ActivityPorts,
  event: DirectEvent,
  told: Told,
  when: { at?: number },
): Promise<SaleResult | RefundResult | CorrectionResult | CustomEventResult> {
  const envelope = { id: event.id, source: event.source };
  const partner = { contactId: told.contactId };
  switch (event.type) {
    case 'sale-recorded': {
      const { type: _, at: __, ...sale } = event.data;
      return recordSale(partners, { ...envelope, partner, ...sale, ...when }, told);
    }
    case 'sale-refunded': {
      const { type: _, at: __, ...refund } = event.data;
      return recordRefund(partners, { ...envelope, ...refund, ...when }, told);
    }
    case 'custom-event': {
      const { at: __, ...own } = event.data;
      return recordCustomEvent(partners, { ...envelope, partner, ...own, ...when }, told);
    }
    case 'total-sales-changed': {
      const { at: _, ...total } = event.data;
      const stated = { by: event.source, ...(told.at === undefined ? {} : { at: told.at }) };
      return recordCorrection(partners, { ...envelope, partner, ...total, ...when }, stated);
    }
  }
}

/** When it happened, as the data and the envelope say; NaN for what no calendar has. */
function timesOf({ data, time }: DirectEvent): [at: number | undefined, time: number | undefined] {
  const instantOf = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));
  return [instantOf(data.at), instantOf(time)];
}

const LONGEST_ID = 80;

/** Its type and id, as far as they are texts: what an operator looks for in the sale system. */
function nameOf(event: object): string {
  const { type, id, data } = event as Record<string, unknown>;
  const own = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)['id'] : undefined;
  const shown = [own, id].find((candidate) => typeof candidate === 'string');
  return shown === undefined ? String(type) : `${String(type)} ${shown.slice(0, LONGEST_ID)}`;
}
