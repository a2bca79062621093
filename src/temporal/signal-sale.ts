import type { Client } from '@temporalio/client';
import type { DirectEvent } from '../messages/bodies.ts';
import { problemsInWords, readDirectEvent } from '../messages/read-message.ts';
import { NEWEST_ENGINE } from '../program/engine.ts';
import type { SaleKind } from '../program/program.ts';
import { workflowIdOf } from './deliver-events.ts';

/** What every direct event of a sale system tells. */
interface Signal {
  /** The partner: `mapwright approve` prints it, and the partner's page shows it. */
  contactId: string;
  /** The system that reports, such as `shop`. */
  source: string;
  /** Unique in its source: the same event again counts once. */
  id: string;
  /** ISO 4217 code; that of the partner program, or for a sale with a rate any other. */
  currency: string;
  /** Default: the partner's only partner program. */
  program?: string;
  /** When it happened; default: when it is recorded. */
  at?: Date;
}

/** A sale. Amounts are major units, exact as text: "1100.00". */
export interface SaleSignal extends Signal {
  amount: string | number;
  /** Where `currency` is not the program's: how many of the program's one of it is worth, such as "1.0832". */
  exchangeRate?: string | number;
  /** Default: `first`. */
  kind?: SaleKind;
  product?: string;
  /** Id of the first sale that a recurring payment or an instalment belongs to. */
  firstSale?: string;
}

/** A refund; without an amount, of all that is left of the sale. */
export interface RefundSignal extends Omit<Signal, 'currency'> {
  /** Id of the sale. */
  sale: string;
  amount?: string | number;
  /** Checked against the sale's where it is given. */
  currency?: string;
  /** The customer's bank has taken the money back: a refund in all but name. */
  chargeback?: boolean;
}

/** A partner's whole total so far, where single sales are not known. */
export interface TotalSignal extends Signal {
  total: string | number;
}

/** Where runs that have to be started find a worker. */
export interface SignalOptions {
  /** Default: `mapwright`, as in `temporal.config.ts`. */
  taskQueue?: string;
}

/** Most events in one signal, and most of their JSON text: 256 KiB. */
const MOST_EVENTS = 200;
const MOST_TEXT = 256 * 1024;

/**
 * Tells a partner's run of a sale. It returns when Temporal has it; the run then commits it to the ledger, and shows
 * among what it refused what the partner program cannot accept, such as another currency.
 * @throws TypeError when the sale is malformed; what the Temporal client throws when the server is away.
 */
export function signalSale(client: Client, sale: SaleSignal, options?: SignalOptions): Promise<void> {
  return signalEvents(client, sale.contactId, [eventOf('sale-recorded', sale)], options);
}

/** Tells a partner's run of a refund; as `signalSale`. */
export function signalRefund(client: Client, refund: RefundSignal, options?: SignalOptions): Promise<void> {
  return signalEvents(client, refund.contactId, [eventOf('sale-refunded', refund)], options);
}

/** Tells a partner's run their total so far; as `signalSale`. A total older than the latest one is refused. */
export function signalTotal(client: Client, total: TotalSignal, options?: SignalOptions): Promise<void> {
  return signalEvents(client, total.contactId, [eventOf('total-sales-changed', total)], options);
}

/**
 * Tells a partner's run of any number of events, in order, in as few signals as the bounds of one allow. A run that is
 * not there is started: a sale counts whether or not the partner stands on a map.
 * @throws TypeError when an event is malformed, before any is sent; what the Temporal client throws.
 */
export async function signalEvents(
  client: Client,
  contactId: string,
  events: DirectEvent[],
  { taskQueue = 'mapwright' }: SignalOptions = {},
): Promise<void> {
  for (const [index, event] of events.entries()) {
    const reading = readDirectEvent(event);
    if ('problems' in reading)
      throw new TypeError(`Event ${index + 1}: ${problemsInWords(reading.problems, 'it')}`);
  }
  for (const parcel of parcelsOf(events)) {
    await client.workflow.signalWithStart('contact', {
      workflowId: workflowIdOf(contactId),
      taskQueue,
      args: [{ contactId, engine: NEWEST_ENGINE }],
      signal: 'event',
      signalArgs: [parcel],
    });
  }
}

function* parcelsOf(events: DirectEvent[]): Generator<DirectEvent[]> {
  const fits = events.length <= MOST_EVENTS && JSON.stringify(events).length <= MOST_TEXT;
  if (events.length === 0) return;
  if (fits || events.length === 1) return yield events;
  const half = Math.ceil(events.length / 2);
  yield* parcelsOf(events.slice(0, half));
  yield* parcelsOf(events.slice(half));
}

function eventOf(type: DirectEvent['type'], signal: SaleSignal | RefundSignal | TotalSignal): DirectEvent {
  const { contactId: _, id, source, at, ...data } = signal;
  const when = at === undefined ? {} : { at: at.toISOString() };
  return { specversion: '1.0', id, source, type, data: { ...data, ...when } } as DirectEvent;
}
