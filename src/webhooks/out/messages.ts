import { createHash } from 'node:crypto';
import type { ContactEvent, Payout, Sale } from '../../program/events.ts';
import { decimalOf } from '../../program/money.ts';
import type { Currency, Program } from '../../program/program.ts';
import type { Settings } from '../../program/settings.ts';
import type { OutboxRow } from '../../storage/outbox.ts';

/** What other systems are told of. */
export type MessageType =
  | 'partner.approved'
  | 'partner.rejected'
  | 'sale.recorded'
  | 'sale.refunded'
  | 'commission.payable'
  | 'commission.paid'
  | 'milestone.reached'
  | 'email.bounced';

/** A message as it goes out: Standard Webhooks 1.0, "Payload structure". */
export interface OutgoingMessage {
  /** The same whenever this is derived from the same fact. */
  id: string;
  body: { type: MessageType; timestamp: string; data: Record<string, unknown> };
}

/** What a message is written with: the release that is current when the fact is passed on. */
export interface MessageContext {
  settings: Settings;
  maps: readonly Program[];
}

/**
 * What a fact of the outbox means to other systems, if anything: by contact id, never by name or address. Pure, so that a
 * fact that is passed on twice makes the same messages.
 */
export function messagesOf(row: OutboxRow, context: MessageContext): OutgoingMessage[] {
  const timestamp = new Date(row.time).toISOString();
  const event = { type: row.type, data: JSON.parse(row.data) } as Fact;
  const currency = context.settings.programs[event.data.program ?? '']?.currency;
  const fact = dataOf(event, currency);
  const { program } = event.data;
  const about = { contactId: row.contact_id, ...(program === undefined ? {} : { program }) };
  const message = (key: unknown[], type: MessageType, data: object): OutgoingMessage => ({
    id: idOf([row.contact_id, ...key]),
    body: { type, timestamp, data: { ...about, ...data } },
  });
  return [
    ...(fact ? [message([row.sequence], fact.type, fact.data)] : []),
    // By what was reached and not by the fact: a mark that is passed again after a refund is told once.
    ...reachedBy(event, context).map(({ key, data }) => message(key, 'milestone.reached', data)),
  ];
}

type Fact = Pick<ContactEvent, 'type' | 'data'>;

function dataOf(
  event: Fact,
  currency: Currency | undefined,
): { type: MessageType; data: object } | undefined {
  const fact = event as ContactEvent;
  switch (fact.type) {
    case 'approval-decided': {
      const { map, outcome, reason } = fact.data;
      return { type: `partner.${outcome}`, data: { map, ...(reason === undefined ? {} : { reason }) } };
    }
    case 'email-bounced':
      return { type: 'email.bounced', data: { email: fact.data.email, reason: fact.data.reason } };
    case 'sale-recorded':
    case 'sale-refunded':
    case 'commission-payable':
      return currency && { type: TYPES[fact.type], data: moneyOf(fact, currency) };
    case 'commission-paid':
      return (
        currency && {
          type: 'commission.paid',
          data: { payout: payoutOf(fact.data.payout, currency), currency: currency.code },
        }
      );
    default:
      return undefined;
  }
}

const TYPES = {
  'sale-recorded': 'sale.recorded',
  'sale-refunded': 'sale.refunded',
  'commission-payable': 'commission.payable',
} as const;

type MoneyFact = Extract<ContactEvent, { type: keyof typeof TYPES }>;

function moneyOf(fact: MoneyFact, currency: Currency): object {
  const major = (minor: number): string => decimalOf(minor, currency);
  const { sale } = fact.data;
  const shared = { sale: saleOf(sale, major), currency: currency.code };
  if ('refund' in fact.data) {
    const { amount, full } = fact.data.refund;
    return { ...shared, refund: { amount: major(amount), full } };
  }
  const { commission } = fact.data;
  return { ...shared, commission: major(commission?.amount ?? 0) };
}

function payoutOf({ batch, amount, at }: Payout, currency: Currency): object {
  return { batch, amount: decimalOf(amount, currency), at: new Date(at).toISOString() };
}

function saleOf({ id, amount, kind, product, at }: Sale, major: (minor: number) => string): object {
  return {
    id,
    amount: major(amount),
    kind,
    ...(product === undefined ? {} : { product }),
    at: new Date(at).toISOString(),
  };
}

/** The marks that a figure passed upwards. What was imported sets nothing going. */
function reachedBy({ type, data }: Fact, { maps }: MessageContext): { key: unknown[]; data: object }[] {
  if (type === 'imported') return [];
  return maps
    .filter(({ program }) => program === undefined || data.program === undefined || program === data.program)
    .flatMap(({ map, milestones, fields, currency }) =>
      milestones.flatMap(({ name, field, at }) => {
        const change = data.changes.find((each) => each.field === field);
        const [before, after] = [Number(change?.before ?? 0), Number(change?.after ?? 0)];
        return at
          .filter(({ value }) => before < value && value <= after)
          .map(({ value }) => {
            const mark = fields[field] === 'money' && currency ? decimalOf(value, currency) : String(value);
            return { key: ['milestone', map, name, value], data: { map, milestone: name, value: mark } };
          });
      }),
    );
}

function idOf(key: unknown[]): string {
  return `msg_${createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 32)}`;
}
