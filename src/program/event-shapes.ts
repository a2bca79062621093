import type { EventType, FieldType } from './program.ts';

/** Attributes of `event` in CEL, by name; nested objects such as `event.sale` have attributes of their own. */
export interface EventShape {
  [attribute: string]: FieldType | EventShape;
}

const SALE: EventShape = { id: 'string', amount: 'money', kind: 'string', product: 'string', at: 'instant' };

const COMMISSION: EventShape = { amount: 'money', secondTier: 'boolean' };

/**
 * What `event.` offers for each event type, but for the values that depend on a form or a field; a custom
 * event offers its data.
 */
export const EVENT_SHAPES: Readonly<Record<EventType, EventShape>> = {
  'form-submitted': { form: 'string', fields: {} },
  added: { by: 'string' },
  'approval-decided': { outcome: 'string', by: 'string', reason: 'string' },
  'sale-recorded': { sale: SALE, commission: { amount: 'money' } },
  'commission-earned': { sale: SALE, commission: COMMISSION },
  'commission-payable': { sale: SALE, commission: COMMISSION },
  'commission-paid': { payout: { batch: 'string', amount: 'money', at: 'instant' } },
  'sale-refunded': { sale: SALE, refund: { amount: 'money', chargeback: 'boolean' } },
  'field-updated': { field: 'string', sale: SALE },
  'tag-added': { tag: 'string' },
  'tag-removed': { tag: 'string' },
  'date-reached': { date: 'date' },
  'login-used': {},
  'email-clicked': { email: 'string', link: 'string' },
  'email-bounced': { email: 'string', reason: 'string' },
  unsubscribed: { topic: 'string' },
  custom: {},
};
