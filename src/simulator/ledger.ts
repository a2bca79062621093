import { canonicalJson } from '../program/canonical.ts';
import type { FieldChange, FieldValue, Sale } from '../program/events.ts';
import { decimalOf } from '../program/money.ts';
import type { SaleKind } from '../program/program.ts';
import { commissionBackAfter } from '../program/sales.ts';
import type { Instant } from '../program/time.ts';
import { readAmount } from '../partners/amounts.ts';
import { commissionFor } from '../partners/commission-rules.ts';
import { fieldChanges } from '../partners/field-changes.ts';
import { appendEvent, onlyProgram, refusal, type Facts, type Refusal } from './facts.ts';

/** One row of the sale ledger; money in minor units, negative for refunds. */
export interface LedgerEntry {
  type: 'sale' | 'refund';
  id: string;
  program: string;
  sale: Sale;
  amount: number;
  commission: number;
  /** What was sent, to tell a repetition from a conflict. */
  body: string;
}

/** A sale as a scenario writes it; `at` is event time. */
export interface SaleInput {
  id: string;
  /** Major units. */
  amount: number | string;
  kind?: SaleKind;
  product?: string;
  at?: Instant;
}

/** What became of a sale or refund. `duplicate`: the same again, which counts once. */
export type LedgerResult = { recorded: string } | { duplicate: string } | { refused: Refusal };

/** Records a sale once. Sales of somebody who is not approved count in the totals and earn no commission. */
export function recordSale(facts: Facts, input: SaleInput, now: Instant): LedgerResult {
  const { id, kind = 'first', product, at = now } = input;
  const body = canonicalJson(input);
  const known = facts.ledger.find((entry) => entry.type === 'sale' && entry.id === id);
  if (known?.body === body) return { duplicate: `sale ${id} again: it counts once` };
  if (known) return refusal('conflict', `sale “${id}” was recorded before with another content`);
  const program = onlyProgram(facts);
  if ('refused' in program) return program;
  const amount = readAmount(input.amount, program.currency);
  if (typeof amount !== 'number') return refusal(amount.code, amount.message);

  const approved = facts.enrolments[program.name]?.status === 'approved';
  const sale: Sale = { id, amount, kind, ...(product === undefined ? {} : { product }), at };
  const commission = approved ? commissionFor(program, sale) : 0;
  const entry: LedgerEntry = { type: 'sale', id, program: program.name, sale, amount, commission, body };
  const changes = addToLedger(facts, entry);
  appendEvent(facts, {
    type: 'sale-recorded',
    source: '/sales/webhook',
    id,
    time: at,
    data: {
      sale,
      ...(commission > 0 ? { commission: { amount: commission } } : {}),
      program: program.name,
      changes,
    },
  });
  return { recorded: `sale ${id} of ${decimalOf(amount, program.currency)} ${program.currency.code}` };
}

/** Records a refund: all that is left of the sale when no amount (in major units) is given. */
export function recordRefund(
  facts: Facts,
  input: { sale: string; amount?: number | string },
  now: Instant,
): LedgerResult {
  const sold = facts.ledger.find((entry) => entry.type === 'sale' && entry.id === input.sale);
  const program = sold && facts.settings.programs[sold.program];
  if (!sold || !program) {
    return refusal('unknown-sale', `no sale “${input.sale}” was recorded, so there is nothing to refund`);
  }
  const refundedBefore = refundedOf(facts.ledger, sold);
  const left = sold.amount - refundedBefore;
  const amount = input.amount === undefined ? left : readAmount(input.amount, program.currency);
  if (typeof amount !== 'number') return refusal(amount.code, amount.message);
  if (amount > left || left === 0) {
    const rest = `${decimalOf(left, program.currency)} ${program.currency.code}`;
    return refusal('more-than-sale', `only ${rest} of sale “${input.sale}” is left to refund`);
  }

  const refundedAfter = refundedBefore + amount;
  const commission = commissionBackAfter(sold, refundedAfter) - commissionBackAfter(sold, refundedBefore);
  const id = `refund-${facts.events.length + 1}`;
  const { sale } = sold;
  const changes = addToLedger(facts, {
    type: 'refund',
    id,
    program: sold.program,
    sale,
    amount: -amount,
    commission: 0 - commission,
    body: '',
  });
  appendEvent(facts, {
    type: 'sale-refunded',
    source: '/sales/webhook',
    id,
    time: now,
    data: { sale, refund: { amount, full: refundedAfter === sold.amount }, program: sold.program, changes },
  });
  return {
    recorded: `refund of ${decimalOf(amount, program.currency)} ${program.currency.code} on sale ${sale.id}`,
  };
}

/** The running totals of one program, summed from the rows, in the order in which changes are raised. */
export function totalsOf(ledger: LedgerEntry[], program: string) {
  const rows = ledger.filter((entry) => entry.program === program);
  const sales = rows.filter(({ type }) => type === 'sale');
  const times = sales.map(({ sale }) => sale.at);
  const counted = sales.filter((row) => row.sale.kind === 'first' && refundedOf(ledger, row) < row.amount);
  return {
    totalSales: rows.reduce((sum, { amount }) => sum + amount, 0),
    numberOfSales: counted.length,
    totalCommission: rows.reduce((sum, { commission }) => sum + commission, 0),
    firstSaleAt: times.length > 0 ? Math.min(...times) : null,
    lastSaleAt: times.length > 0 ? Math.max(...times) : null,
  } satisfies Record<string, FieldValue>;
}

/** How much of a sale was refunded, positive. */
function refundedOf(ledger: LedgerEntry[], sold: LedgerEntry): number {
  return ledger
    .filter((entry) => entry.type === 'refund' && entry.sale.id === sold.id)
    .reduce((sum, { amount }) => sum - amount, 0);
}

function addToLedger(facts: Facts, entry: LedgerEntry): FieldChange[] {
  const before: Record<string, FieldValue> = totalsOf(facts.ledger, entry.program);
  facts.ledger.push(entry);
  return fieldChanges(before, totalsOf(facts.ledger, entry.program));
}
