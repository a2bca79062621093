import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../program/time.ts';
import { holdPartitions, releasePartitions } from './dispatcher-leases.ts';
import type { OutboxRow } from './outbox.ts';
import type { Database } from './schema.ts';
import { transactOnLocked } from './transact.ts';
import { anyUndelivered, markDelivered, nextRows, waitingContacts } from './undelivered.ts';

/** Contacts that are delivered to at the same time. */
const CONCURRENCY = 32;
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 30_000;

/**
 * Hands rows of one contact to their run, in order. It resolves when they are safe there, and throws when
 * they have to be tried again; it bounds its own time. Rows may come again after a crash: the receiver
 * drops those whose sequence number it has seen.
 */
export type Deliver = (contactId: string, rows: OutboxRow[]) => Promise<void>;

/** The part of a logger that the dispatcher needs (pino's signature). */
interface DispatcherLog {
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

export interface DispatcherOptions {
  db: Kysely<Database>;
  deliver: Deliver;
  /** Names this dispatcher in the lease table; different for each process. */
  owner: string;
  now: () => Instant;
  log: DispatcherLog;
  /** What else is written when rows are marked as delivered, in the same transaction. */
  alongside?: (trx: Transaction<Database>, rows: readonly OutboxRow[]) => Promise<void>;
  /** How often to look for rows that other processes wrote, in milliseconds. */
  pollEveryMs?: number;
}

export interface Dispatcher {
  /** Look now: this process has just committed a row. */
  wake(): void;
  /** Finishes the deliveries in flight and hands the partitions over. */
  stop(): Promise<void>;
  /** What it is doing right now, in numbers of contacts and partitions. */
  state(): { inFlight: number; backingOff: number; partitions: number };
  /** Resolves when nothing is undelivered; rejects when the dispatcher is stopped before. */
  idle(): Promise<void>;
}

/**
 * Starts to carry outbox rows to the runs: rows of one contact in order and one delivery at a time,
 * contacts side by side. A contact whose delivery fails backs off by itself (1 s, doubling to 30 s).
 * Any number of dispatchers may run; a lease per partition decides which one serves a contact.
 */
export function startDispatcher(options: DispatcherOptions): Dispatcher {
  return new OutboxDispatcher(options);
}

class OutboxDispatcher implements Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #inFlight = new Map<string, Promise<void>>();
  readonly #backingOff = new Map<string, { failures: number; until: Instant }>();
  readonly #loop: Promise<void>;
  #partitions = 0;
  #idlers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  #stopping = false;
  #woken = false;
  #interruptRest = () => {};

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#loop = this.#run();
  }

  wake(): void {
    this.#woken = true;
    this.#interruptRest();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#loop;
    await Promise.all(this.#inFlight.values());
    await releasePartitions(this.#options.db, this.#options.owner);
    for (const { reject } of this.#idlers) reject(new Error('The dispatcher was stopped.'));
    this.#idlers = [];
  }

  state(): ReturnType<Dispatcher['state']> {
    const [inFlight, backingOff] = [this.#inFlight.size, this.#backingOff.size];
    return { inFlight, backingOff, partitions: this.#partitions };
  }

  idle(): Promise<void> {
    const idle = new Promise<void>((resolve, reject) => this.#idlers.push({ resolve, reject }));
    this.wake();
    return idle;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      try {
        await this.#pass();
      } catch (err) {
        this.#options.log.error({ err }, 'The dispatcher could not read the outbox and tries again.');
      }
      await this.#rest();
    }
  }

  async #pass(): Promise<void> {
    const { db, owner, now } = this.#options;
    const partitions = await holdPartitions(db, owner, now());
    this.#partitions = partitions.length;
    const free = CONCURRENCY - this.#inFlight.size;
    if (free > 0) {
      const busy = this.#inFlight.size + this.#backingOff.size;
      const waiting = await waitingContacts(db, partitions, busy + free);
      const ready = waiting.filter((contactId) => this.#isReady(contactId));
      for (const contactId of ready.slice(0, free)) this.#start(contactId);
    }
    await this.#settleIdlers();
  }

  #isReady(contactId: string): boolean {
    const backOff = this.#backingOff.get(contactId);
    return !this.#inFlight.has(contactId) && (!backOff || backOff.until <= this.#options.now());
  }

  #start(contactId: string): void {
    const delivery = this.#deliverNext(contactId).finally(() => {
      this.#inFlight.delete(contactId);
      this.wake();
    });
    this.#inFlight.set(contactId, delivery);
  }

  async #deliverNext(contactId: string): Promise<void> {
    const { db, deliver, now, log } = this.#options;
    try {
      const rows = await nextRows(db, contactId);
      if (rows.length > 0) {
        await deliver(contactId, rows);
        await transactOnLocked(db, async (trx) => {
          await markDelivered(trx, rows, now());
          await this.#options.alongside?.(trx, rows);
        });
      }
      this.#backingOff.delete(contactId);
    } catch (err) {
      const failures = (this.#backingOff.get(contactId)?.failures ?? 0) + 1;
      const pause = Math.min(FIRST_BACK_OFF_MS * 2 ** (failures - 1), LONGEST_BACK_OFF_MS);
      this.#backingOff.set(contactId, { failures, until: now() + pause });
      log.warn({ err, contactId, failures, retryInMs: pause }, 'A delivery failed and will be tried again.');
    }
  }

  async #settleIdlers(): Promise<void> {
    if (this.#idlers.length === 0 || this.#inFlight.size > 0) return;
    if (await anyUndelivered(this.#options.db)) return;
    for (const { resolve } of this.#idlers) resolve();
    this.#idlers = [];
  }

  /** Until the next poll, or until somebody wakes us: also while the pass was still running. */
  async #rest(): Promise<void> {
    if (this.#woken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#options.pollEveryMs ?? 250);
      this.#interruptRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
