/**
 * Where the process dies: before, during and after each of the five steps by which a fact becomes a mail
 * (docs/ARCHITECTURE.md, "Exactly once"). The child knows all of them but those that the mail server sees.
 */
export const MOMENTS = [
  'before an outbox commit',
  'inside an outbox transaction',
  'after an outbox commit',
  'before a signal',
  'while a signal is in flight',
  'after a signal',
  'before a claim',
  'inside a claim transaction',
  'after a claim',
  'before DATA',
  'inside DATA, message lost',
  'inside DATA, message taken',
  'after DATA',
  'before a mail is recorded',
  'after a mail is recorded',
  'before a run is recorded',
  'inside the transaction of a run record',
  'after a run is recorded',
] as const;

export type Moment = (typeof MOMENTS)[number];

/** The moments that only the mail server can see: there the parent kills the child. */
export type MailMoment = Extract<Moment, 'before DATA' | `inside DATA, ${string}`>;

/** An order to die. */
export interface Order {
  moment: Moment;
  /** At which time that the moment is reached, from 1. */
  occurrence: number;
  /** While a signal is in flight: how many milliseconds after it was begun. */
  afterMs: number;
}

/** Counts how often the ordered moment is reached. */
export class Countdown {
  readonly order: Order | undefined;
  private seen = 0;

  constructor(order: Order | undefined) {
    this.order = order;
  }

  /** Whether this is the time to die. */
  reached(moment: Moment): boolean {
    if (moment !== this.order?.moment) return false;
    this.seen += 1;
    return this.seen === this.order.occurrence;
  }
}
