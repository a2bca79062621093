import { setup } from 'xstate';
import type { Totals } from './totals.ts';

/** What the machine hears. Facts carry the contact's own number, as the kernel's do. */
export type PartnerEvent =
  | { type: 'signedUp' | 'decided'; sequence: number }
  | SaleEvent
  | { type: 'ended'; id: string }
  | { type: 'clock'; now: number };

interface SaleEvent {
  type: 'sold' | 'refunded';
  sequence: number;
  sale: string;
  amount: number;
  /** After the sale or the refund. */
  totals: Totals;
}

/** An activity to run. */
export interface Job {
  id: string;
  what: string;
  values: Record<string, unknown>;
}

interface Partner {
  sequence: number;
  /** Last number minted: it keys each activity. */
  entry: number;
  totals: Totals;
  /** Ids of the activities under way. */
  underWay: string[];
  isOnceSpent: boolean;
  /** Thresholds. Minor units. */
  reached: number[];
}

const ONCE_AT = 100_000;
const THRESHOLDS = [500_000, 1_000_000, 2_500_000];
const NO_TOTALS: Totals = { totalSales: 0, numberOfSales: 0, totalCommission: 0 };

const base = setup({
  types: { context: {} as Partner, events: {} as PartnerEvent },
  actions: { run: (_arguments, _job: Job) => undefined },
  guards: {
    isNew: ({ context, event }) => 'sequence' in event && event.sequence > context.sequence,
    isUnderWay: ({ context, event }) => event.type === 'ended' && context.underWay.includes(event.id),
    isCarriedOut: ({ event }, { what }: { what: string }) =>
      event.type === 'ended' && event.id.startsWith(`${what}#`),
  },
});

function ask(what: string) {
  return base.enqueueActions(({ context, event, enqueue }) => {
    for (const job of jobsOf(context.entry, [{ what, values: {} }])) {
      const sequence = 'sequence' in event ? event.sequence : context.sequence;
      enqueue.assign({ sequence, entry: context.entry + 1, underWay: [...context.underWay, job.id] });
      enqueue({ type: 'run', params: job });
    }
  });
}

const sell = base.enqueueActions(({ context, event, enqueue }) => {
  if (event.type !== 'sold') return;
  const reached = crossed(context, event.totals.totalSales);
  const isOnce = !context.isOnceSpent && event.totals.totalSales === ONCE_AT;
  const jobs = jobsOf(context.entry, mailsFor(event, reached.at(-1), isOnce));
  enqueue.assign({
    sequence: event.sequence,
    entry: context.entry + jobs.length,
    totals: event.totals,
    underWay: [...context.underWay, ...jobs.map(({ id }) => id)],
    isOnceSpent: context.isOnceSpent || isOnce,
    reached: [...context.reached, ...reached],
  });
  for (const job of jobs) enqueue({ type: 'run', params: job });
});

const refund = base.assign(({ event }) =>
  event.type === 'refunded' ? { sequence: event.sequence, totals: event.totals } : {},
);

const end = base.assign(({ context, event }) =>
  event.type === 'ended' ? { underWay: context.underWay.filter((id) => id !== event.id) } : {},
);

/** The reference map as one would write it for XState: where the partner stands, and beside it what sales bring. */
export const partnerMachine = base.createMachine({
  context: { sequence: 0, entry: 0, totals: NO_TOTALS, underWay: [], isOnceSpent: false, reached: [] },
  type: 'parallel',
  states: {
    standing: {
      initial: 'outside',
      states: {
        outside: { on: { signedUp: { guard: 'isNew', target: 'review' } } },
        review: {
          entry: ask('request-approval'),
          on: { decided: { guard: 'isNew', target: 'login' } },
        },
        login: {
          entry: ask('partner-login'),
          on: {
            ended: { guard: { type: 'isCarriedOut', params: { what: 'partner-login' } }, target: 'welcome' },
          },
        },
        welcome: {
          entry: ask('welcome'),
          on: { ended: { guard: { type: 'isCarriedOut', params: { what: 'welcome' } }, target: 'active' } },
        },
        active: {},
      },
    },
    sales: {
      on: {
        sold: { guard: 'isNew', actions: sell },
        refunded: { guard: 'isNew', actions: refund },
        ended: { guard: 'isUnderWay', actions: end },
      },
    },
  },
});

function crossed({ totals, reached }: Partner, after: number): number[] {
  return THRESHOLDS.filter(
    (value) => totals.totalSales < value && value <= after && !reached.includes(value),
  );
}

function mailsFor(
  { sale, amount, totals }: SaleEvent,
  milestone: number | undefined,
  isOnce: boolean,
): Omit<Job, 'id'>[] {
  const figures = { sale, amount, ...totals };
  const mails: Omit<Job, 'id'>[] = [{ what: 'thanks-for-sale', values: figures }];
  if (isOnce) mails.push({ what: 'milestone-1000', values: figures });
  if (milestone !== undefined) mails.push({ what: 'milestone-reached', values: { ...figures, milestone } });
  return mails;
}

function jobsOf(entry: number, mails: readonly Omit<Job, 'id'>[]): Job[] {
  return mails.map(({ what, values }, index) => ({ id: `${what}#${entry + index + 1}`, what, values }));
}
