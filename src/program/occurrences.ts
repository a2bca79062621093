import type { ContactEvent, ContactEventOf, FieldChange } from './events.ts';
import type { Occurrence } from './run-state.ts';

/**
 * What one fact means, in the order in which it is decided: the fact itself, the commission it earned,
 * `field-updated` for each value that changed, then the tags (language.md §3.2, "Order").
 */
export function occurrencesOf(event: ContactEvent): Occurrence[] {
  // Else a move from another system would mail everybody.
  if (event.type === 'imported') return [];
  if (event.type === 'payout-ready-changed' && event.data.silent) return [];
  const occurrences = factAndCommission(event);
  for (const change of event.data.changes) {
    if (isChange(change)) occurrences.push(fieldUpdated(event, change));
  }
  if (event.type === 'contact-changed') occurrences.push(...tagsChanged(event.data));
  return occurrences;
}

function factAndCommission(event: ContactEvent): Occurrence[] {
  switch (event.type) {
    case 'sale-recorded': {
      const { sale, commission } = event.data;
      const recorded: Occurrence = {
        type: 'sale-recorded',
        data: { sale, commission: commission ?? { amount: 0 } },
      };
      return commission ? [recorded, { type: 'commission-earned', data: { sale, commission } }] : [recorded];
    }
    case 'sale-refunded':
      return [{ type: 'sale-refunded', data: { sale: event.data.sale, refund: event.data.refund } }];
    case 'second-tier-commission': {
      const { sale, commission } = event.data;
      // What a refund takes back is told by the total alone.
      if (commission.amount <= 0) return [];
      return [{ type: 'commission-earned', data: { sale, commission: { ...commission, secondTier: true } } }];
    }
    case 'form-submitted':
      return [{ type: 'form-submitted', data: { form: event.data.form, fields: event.data.fields } }];
    case 'approval-decided': {
      const { outcome, by, reason, map, entry } = event.data;
      return [{ type: 'approval-decided', data: { outcome, by, reason: reason ?? '', map, entry } }];
    }
    case 'added':
      // Who is put at a step comes through no door.
      if (event.data.at !== undefined) return [];
      return [{ type: 'added', data: { map: event.data.map, by: event.data.by } }];
    case 'commission-payable':
      return [
        { type: 'commission-payable', data: { sale: event.data.sale, commission: event.data.commission } },
      ];
    case 'commission-paid':
      return [{ type: 'commission-paid', data: { payout: event.data.payout } }];
    case 'date-reached': {
      const { map, door, date } = event.data;
      return [{ type: 'date-reached', data: { map, door, date } }];
    }
    case 'login-used':
      return [{ type: 'login-used', data: {} }];
    case 'email-bounced':
      return [{ type: 'email-bounced', data: { email: event.data.email, reason: event.data.reason } }];
    case 'email-clicked':
      return [{ type: 'email-clicked', data: { email: event.data.email, link: event.data.link } }];
    case 'unsubscribed':
      return [{ type: 'unsubscribed', data: { topic: event.data.topic } }];
    case 'custom':
      return [{ type: 'custom', name: event.data.name, data: event.data.data }];
    case 'task-done': {
      const { outcome, by, map, entry } = event.data;
      return [{ type: 'task-done', data: { outcome, by, map, entry } }];
    }
    case 'contact-changed':
    case 'imported':
    case 'paused':
    case 'payout-ready-changed':
    case 'removed':
    case 'resumed':
    case 'totals-corrected':
      return [];
  }
}

function fieldUpdated(event: ContactEvent, { field, before, after }: FieldChange): Occurrence {
  const sale = 'sale' in event.data ? { sale: event.data.sale } : {};
  return { type: 'field-updated', data: { field, before, after, ...sale } };
}

function tagsChanged({ tags }: ContactEventOf<'contact-changed'>['data']): Occurrence[] {
  const { added, removed } = tags ?? { added: [], removed: [] };
  return [
    ...added.map((tag): Occurrence => ({ type: 'tag-added', data: { tag } })),
    ...removed.map((tag): Occurrence => ({ type: 'tag-removed', data: { tag } })),
  ];
}

function isChange({ before, after }: FieldChange): boolean {
  if (before === after) return false;
  const isList = typeof before === 'object' && typeof after === 'object';
  return !isList || JSON.stringify(before) !== JSON.stringify(after);
}
