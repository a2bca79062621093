import type { FieldChange } from '../../src/program/events.ts';
import { dollars, START, type Fact } from '../program/builders.ts';

/** The team's decision on the question asked with this entry. */
export function decided(outcome: 'approved' | 'rejected', entry = 1): Fact {
  const changes: FieldChange[] = [{ field: 'status', before: 'applied', after: outcome }];
  return { type: 'approval-decided', data: { map: 'm', entry, outcome, by: 'kim@example.com', changes } };
}

/** A sale in whole dollars that takes the total from `before` to `before` plus `amount`; it earns a fifth. */
export function sold(amount: number, before = 0): Fact {
  const changes = [{ field: 'totalSales', before: dollars(before), after: dollars(before + amount) }];
  return {
    type: 'sale-recorded',
    data: {
      sale: { id: `s-${before + amount}`, amount: dollars(amount), kind: 'first', at: START },
      commission: { amount: dollars(amount) / 5 },
      changes,
    },
  };
}
