import { resolveInstant } from '../../src/calendar/resolve-instant.ts';
import type { ActivityJob, ActivityOutcome } from '../../src/program/commands.ts';
import type { FieldChange } from '../../src/program/events.ts';
import type { Fact } from '../program/builders.ts';
import type { Cause, ReferenceFact, ReferenceSale } from './fact.ts';
import type { Outcome } from './place.ts';

/** How the activity would report what became of it. */
export function answerOf(job: ActivityJob, outcome: Outcome): ActivityOutcome {
  if (outcome === 'failed' || outcome === 'failed for good')
    return { status: 'failed', message: 'no', permanent: outcome === 'failed for good' };
  const requests = Object.entries(job.resolve ?? {});
  const instants = Object.fromEntries(
    requests.map(([name, request]) => [name, resolveInstant(request, 'UTC')]),
  );
  if (typeof outcome !== 'object')
    return { status: 'done', instants, ...(outcome === 'skipped' ? { skipped: 'suppressed' } : {}) };
  if ('notBefore' in outcome) return { status: 'not-before', at: outcome.notBefore };
  if ('busyUntil' in outcome)
    return { status: 'failed', message: 'busy', permanent: false, notBefore: outcome.busyUntil };
  return { status: 'done', output: 'status' in outcome ? { status: outcome.status } : { ...outcome.answer } };
}

/** What the kernel has to be told beside the fact: its own numbers of places, and what only the database knows. */
interface Beside {
  changes: FieldChange[];
  now: number;
  /** Of the place at the question that was answered. */
  entry: number;
  cause?: Cause | undefined;
}

/** The fact in the kernel's words. */
export function factOf(fact: ReferenceFact, { changes, now, entry, cause }: Beside): Fact {
  const sold = (sale: ReferenceSale) => ({ at: START_OF_SALES, ...sale });
  const data = { changes, ...(cause ? { cause } : {}) };
  const by = 'kim@example.com';
  switch (fact.type) {
    case 'form-submitted':
      return { type: fact.type, data: { form: fact.form, fields: {}, ...data } };
    case 'login-used':
      return { type: fact.type, data };
    case 'approval-decided':
      return { type: fact.type, data: { map: '', entry, outcome: fact.outcome, by, ...data } };
    case 'task-done':
      return { type: fact.type, data: { map: '', entry, outcome: fact.outcome, by, ...data } };
    case 'sale-recorded': {
      const earned = fact.earned ? { commission: { amount: fact.sale.amount / 5 } } : {};
      return { type: fact.type, data: { sale: sold(fact.sale), ...earned, ...data } };
    }
    case 'sale-refunded': {
      const refund = { amount: fact.sale.amount, full: fact.full };
      return { type: fact.type, data: { sale: sold(fact.sale), refund, ...data } };
    }
    case 'contact-changed': {
      const { added, removed } = fact;
      const tags = added.length + removed.length > 0 ? { tags: { added, removed } } : {};
      return { type: fact.type, data: { by, ...tags, ...data } };
    }
    case 'added':
    case 'removed':
      return { type: fact.type, data: { map: fact.map, by, ...data } };
    case 'elsewhere': {
      const sale = { id: 'elsewhere', amount: 1_000_00, kind: 'first' as const, at: now };
      const total = { field: 'totalSales', before: 0, after: sale.amount };
      return { type: 'sale-recorded', data: { program: 'other', sale, changes: [total] } } as Fact;
    }
  }
}

/** When sales happen is nothing that these maps ask for. */
const START_OF_SALES = 0;
