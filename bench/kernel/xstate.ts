import { getInitialSnapshot, transition, type SnapshotFrom } from 'xstate';
import type { Fact } from './facts.ts';
import { partnerMachine, type Job, type PartnerEvent } from './partner-machine.ts';
import type { Side } from './side.ts';
import { totalsAfter, type Totals } from './totals.ts';

/** XState's pure `transition` on an equivalent machine. */
export const xstate: Side<SnapshotFrom<typeof partnerMachine>, PartnerEvent> = {
  name: 'XState',
  start: getInitialSnapshot(partnerMachine),
  decide: (state, event) => transition(partnerMachine, state, event)[0],
  askedBy: (state, event) =>
    transition(partnerMachine, state, event)[1].map(({ params }) => params as unknown as Job),
  eventOf,
  ended: (id) => ({ type: 'ended', id }),
  textOf: (state) => JSON.stringify(state.toJSON()),
};

function eventOf(fact: Fact, sequence: number, before: Totals): PartnerEvent {
  switch (fact.what) {
    case 'clock':
      return { type: 'clock', now: fact.at };
    case 'sign-up':
      return { type: 'signedUp', sequence };
    case 'approval':
      return { type: 'decided', sequence };
    default: {
      const totals = totalsAfter(before, fact);
      const type = fact.what === 'sale' ? 'sold' : 'refunded';
      return { type, sequence, sale: `s-${fact.sale}`, amount: fact.amount, totals };
    }
  }
}
