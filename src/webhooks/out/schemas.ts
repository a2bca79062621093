import type { Schema } from '../../messages/schemas.ts';
import type { MessageType } from './messages.ts';

const TEXT = { type: 'string' };
const MONEY = { type: 'string', description: 'in major units, such as "1100.00"' };
const INSTANT = { type: 'string', format: 'date-time' };
const PROGRAM = { program: { type: 'string', description: 'the partner program' } };

function objectOf(properties: Record<string, Schema>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

const SALE = objectOf(
  {
    id: TEXT,
    amount: MONEY,
    kind: { type: 'string', enum: ['first', 'recurring', 'instalment'] },
    product: TEXT,
    at: INSTANT,
  },
  ['product'],
);
const REFUND = objectOf({
  amount: MONEY,
  full: { type: 'boolean', description: 'nothing is left of the sale' },
});
const PAYOUT = objectOf({ batch: TEXT, amount: MONEY, at: INSTANT });
const OF_SALE = { ...PROGRAM, sale: SALE, currency: TEXT };
const DECISION = { ...PROGRAM, map: TEXT, reason: TEXT };

const DATA: Record<MessageType, { summary: string; data: Record<string, Schema>; optional?: string[] }> = {
  'partner.approved': {
    summary: 'A team, or a rule, approved an application',
    data: DECISION,
    optional: ['program', 'reason'],
  },
  'partner.rejected': {
    summary: 'A team, or a rule, rejected an application',
    data: DECISION,
    optional: ['program', 'reason'],
  },
  'sale.recorded': { summary: 'A sale was recorded', data: { ...OF_SALE, commission: MONEY } },
  'sale.refunded': {
    summary: 'A sale was refunded, in part or in full',
    data: { ...OF_SALE, refund: REFUND },
  },
  'commission.payable': {
    summary: 'The holding period of a commission is over: what refunds have left of it',
    data: { ...OF_SALE, commission: MONEY },
  },
  'commission.paid': {
    summary: 'Commissions were paid out: what the partner gets in a batch',
    data: { ...PROGRAM, payout: PAYOUT, currency: TEXT },
  },
  'milestone.reached': {
    summary: 'A figure of the partner passed a mark of a map for the first time',
    data: {
      ...PROGRAM,
      map: TEXT,
      milestone: TEXT,
      value: { type: 'string', description: 'the mark; money in major units' },
    },
    optional: ['program'],
  },
  'email.bounced': {
    summary: 'The contact’s address does not work',
    data: {
      ...PROGRAM,
      email: { type: 'string', description: 'the name of the mail that showed it' },
      reason: TEXT,
    },
    optional: ['program'],
  },
};

/** The body of each message that goes out, by its type. */
export function outgoingSchemas(): Record<MessageType, Schema> {
  const schemas = Object.entries(DATA).map(([type, { summary, data, optional }]) => [
    type,
    {
      description: summary,
      ...objectOf({
        type: { type: 'string', const: type },
        timestamp: { ...INSTANT, description: 'when it happened' },
        data: objectOf({ contactId: TEXT, ...data }, optional),
      }),
    },
  ]);
  return Object.fromEntries(schemas) as Record<MessageType, Schema>;
}
