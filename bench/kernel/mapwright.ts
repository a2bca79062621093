import { fileURLToPath } from 'node:url';
import { compileMaps } from '../../src/compiler/compile-maps.ts';
import type { KernelEvent } from '../../src/program/commands.ts';
import { decide } from '../../src/program/decide.ts';
import type { ContactEvent, FieldChange, Sale } from '../../src/program/events.ts';
import { newRun } from '../../src/program/new-run.ts';
import type { Programs } from '../../src/program/program.ts';
import type { RunState } from '../../src/program/run-state.ts';
import type { Fact, SaleFact } from './facts.ts';
import type { Side } from './side.ts';
import { totalsAfter, type Totals } from './totals.ts';

const SET = 'r1';

/** The kernel on `maps/`, with what a run knows of a contact who has just filled in the form. */
export async function mapwright(): Promise<Side<RunState, KernelEvent>> {
  const programs = await referencePrograms();
  const start = { ...newRun('contact-1'), contact: { email: 'ada@example.com' }, enrolments: { main: {} } };
  return {
    name: 'Mapwright',
    start,
    decide: (state, event, now) => decide(programs, state, event, now).state,
    askedBy: (state, event, now) =>
      decide(programs, state, event, now).commands.flatMap((command) => {
        if (command.type !== 'run-activity') return [];
        const { id, input, activity } = command.job;
        const mail =
          'mail' in input && 'template' in input.mail.email ? input.mail.email.template : undefined;
        return [{ id, what: mail ?? activity }];
      }),
    eventOf: (fact, sequence, before) =>
      fact.what === 'clock'
        ? { type: 'clock' }
        : { type: 'event', event: contactEvent(fact, sequence, before) },
    ended: (id) => ({ type: 'activity-ended', id, outcome: { status: 'done' } }),
    textOf: (state) => JSON.stringify(state),
  };
}

async function referencePrograms(): Promise<Programs> {
  const { output } = await compileMaps({ path: fileURLToPath(new URL('../../maps', import.meta.url)) });
  if (!output) throw new Error('The reference maps have errors.');
  const named = output.programs.map((program): [string, typeof program] => [program.map, program]);
  return {
    sets: {
      [SET]: { id: SET, maps: Object.fromEntries(named.map(([map]) => [map, map])), settings: 'settings' },
    },
    programs: Object.fromEntries(named),
  };
}

function contactEvent(
  fact: Exclude<Fact, { what: 'clock' }>,
  sequence: number,
  before: Totals,
): ContactEvent {
  return {
    specversion: '1.0',
    id: `event-${sequence}`,
    source: '/bench',
    time: new Date(fact.at).toISOString(),
    subject: 'contact-1',
    sequence,
    releaseset: SET,
    ...meaningOf(fact, before),
  } as ContactEvent;
}

function meaningOf(
  fact: Exclude<Fact, { what: 'clock' }>,
  before: Totals,
): Pick<ContactEvent, 'type' | 'data'> {
  const program = 'main';
  switch (fact.what) {
    case 'sign-up':
      return {
        type: 'form-submitted',
        data: { program, form: 'partner-sign-up', fields: {}, changes: [status(null, 'applied')] },
      };
    case 'approval': {
      const { entry } = fact;
      const decided = { map: 'partner-welcome', entry, outcome: 'approved' as const, by: 'kim@example.com' };
      return {
        type: 'approval-decided',
        data: { program, ...decided, changes: [status('applied', 'approved')] },
      };
    }
    default:
      return saleData(fact, { program, sale: saleOf(fact), changes: changesBy(fact, before) });
  }
}

function saleData(
  { what, amount }: SaleFact,
  data: { program: string; sale: Sale; changes: FieldChange[] },
): Pick<ContactEvent, 'type' | 'data'> {
  return what === 'sale'
    ? { type: 'sale-recorded', data: { ...data, commission: { amount: amount / 5 } } }
    : { type: 'sale-refunded', data: { ...data, refund: { amount, full: true } } };
}

function status(before: string | null, after: string): FieldChange {
  return { field: 'status', before, after };
}

function saleOf({ sale, amount, at }: SaleFact): Sale {
  return { id: `s-${sale}`, amount, kind: 'first', at };
}

function changesBy(fact: Fact, before: Totals): FieldChange[] {
  const after = totalsAfter(before, fact);
  return (['totalSales', 'numberOfSales', 'totalCommission'] as const).map((field) => ({
    field,
    before: before[field],
    after: after[field],
  }));
}
