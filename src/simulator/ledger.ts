import { canonicalJson } from '../program/canonical.ts';
import type { FieldChange, Sale } from '../program/events.ts';
import { decimalOf } from '../program/money.ts';
import type { SaleKind } from '../program/program.ts';
import { commissionBackAfter } from '../program/sales.ts';
import type { PartnerProgram } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';
import { readAmount } from '../partners/amounts.ts';
import { commissionFor, needsFirstSale, secondTierFor } from '../partners/commission-rules.ts';
import { appendEvent, onlyProgram, refusal, type Facts, type Refusal } from './facts.ts';
import { changesBy, refundedOf } from './ledger-fields.ts';

/** One row of the sale ledger; money in minor units, negative for refunds. */
export interface LedgerEntry {
  /** `second-tier`: on a sale of a partner whom the contact brought, or a refund of one. */
  type: 'sale' | 'refund' | 'second-tier';
  id: string;
  program: string;
  sale: Sale;
  /** What it adds to the contact's own sales: nothing in the second tier. */
  amount: number;
  commission: number;
  /** Of a refund: what it gives back of the sale, positive. */
  refunded?: number;
  /** The payout that it is in; absent before. */
  payout?: string;
  /** What was sent, to tell a repetition from a conflict; absent for refunds. */
  body?: string;
}

/** A sale as a scenario writes it; `at` is event time. */
export interface SaleInput {
  id: string;
  /** Major units. */
  amount: number | string;
  kind?: SaleKind;
  product?: string;
  firstSale?: string;
  secondTier?: true;
  at?: Instant;
}

/** What became of a sale or refund. `duplicate`: the same again, which counts once. */
export type LedgerResult = { recorded: string } | { duplicate: string } | { refused: Refusal };

/** Records a sale once. Sales of somebody who is not approved count in the totals and earn no commission. */
export function recordSale(facts: Facts, input: SaleInput, now: Instant): LedgerResult {
  const { id, kind = 'first', product, secondTier = false, at = now } = input;
  const body = canonicalJson(input);
  const known = soldAs(facts, id);
  if (known?.body === body) return { duplicate: `sale ${id} again: it counts once` };
  if (known) return refusal('conflict', `sale “${id}” was recorded before with another content`);
  const program = onlyProgram(facts);
  if ('refused' in program) return program;
  if (secondTier && program.commission?.secondTierBasisPoints === undefined)
    return refusal('no-second-tier', `the partner program “${program.name}” has no second tier`);
  const amount = readAmount(input.amount, program.currency);
  if (typeof amount !== 'number') return refusal(amount.code, amount.message);
  const first = firstSaleOf(facts, input, program);
  if (first && 'refused' in first) return first;

  const approved = facts.enrolments[program.name]?.status === 'approved';
  const sale: Sale = { id, amount, kind, ...(product === undefined ? {} : { product }), at };
  const direct = approved ? commissionFor(program, { ...sale, firstSaleAt: first?.sale.at }) : 0;
  const commission = secondTier ? secondTierFor(program, { amount, commission: direct }) : direct;
  const entry = { id, program: program.name, sale, commission, body };
  const common = { source: '/sales/webhook', id, time: at };
  const earned = { commission: { amount: commission } };
  if (secondTier) {
    const changes = addToLedger(facts, { ...entry, type: 'second-tier', amount: 0 });
    const data = { sale, ...earned, program: program.name, changes };
    if (commission > 0) appendEvent(facts, { ...common, type: 'second-tier-commission', data });
  } else {
    const changes = addToLedger(facts, { ...entry, type: 'sale', amount });
    const data = { sale, ...(commission > 0 ? earned : {}), program: program.name, changes };
    appendEvent(facts, { ...common, type: 'sale-recorded', data });
  }
  const whose = secondTier ? ' by a partner whom they brought' : '';
  return {
    recorded: `sale ${id} of ${decimalOf(amount, program.currency)} ${program.currency.code}${whose}`,
  };
}

/** The sale that a later payment names; undefined where it names none and need not. */
function firstSaleOf(
  facts: Facts,
  { firstSale: id, kind = 'first' }: SaleInput,
  program: PartnerProgram,
): LedgerEntry | { refused: Refusal } | undefined {
  if (id === undefined) {
    if (!needsFirstSale(program, kind)) return undefined;
    return refusal(
      'bad-first-sale',
      'a recurring payment has to name its “firstSale” in this partner program',
    );
  }
  const first = soldAs(facts, id);
  if (kind !== 'first' && first?.sale.kind === 'first') return first;
  return refusal('bad-first-sale', `“${id}” is not the first sale of this payment`);
}

/** Records a refund: all that is left of the sale when no amount (in major units) is given. */
export function recordRefund(
  facts: Facts,
  input: { sale: string; amount?: number | string; chargeback?: true },
  now: Instant,
): LedgerResult {
  const sold = soldAs(facts, input.sale);
  const program = sold && facts.settings.programs[sold.program];
  if (!sold || !program) {
    return refusal('unknown-sale', `no sale “${input.sale}” was recorded, so there is nothing to refund`);
  }
  const { sale } = sold;
  const refundedBefore = refundedOf(facts.ledger, sold);
  const left = sale.amount - refundedBefore;
  const amount = input.amount === undefined ? left : readAmount(input.amount, program.currency);
  if (typeof amount !== 'number') return refusal(amount.code, amount.message);
  if (amount > left || left === 0) {
    const rest = `${decimalOf(left, program.currency)} ${program.currency.code}`;
    return refusal('more-than-sale', `only ${rest} of sale “${input.sale}” is left to refund`);
  }

  const refundedAfter = refundedBefore + amount;
  const figures = { amount: sale.amount, commission: sold.commission };
  const commission =
    commissionBackAfter(figures, refundedAfter) - commissionBackAfter(figures, refundedBefore);
  const id = `refund-${facts.events.length + 1}`;
  const common = { source: '/sales/webhook', id, time: now };
  // Not `-commission`: that would be -0 where there was none.
  const entry = { id, program: sold.program, sale, commission: 0 - commission, refunded: amount };
  if (sold.type === 'second-tier') {
    const changes = addToLedger(facts, { ...entry, type: 'second-tier', amount: 0 });
    const data = { sale, commission: { amount: -commission }, program: sold.program, changes };
    if (commission > 0) appendEvent(facts, { ...common, type: 'second-tier-commission', data });
  } else {
    const changes = addToLedger(facts, { ...entry, type: 'refund', amount: -amount });
    const { chargeback } = input;
    const refund = { amount, full: refundedAfter === sale.amount, ...(chargeback ? { chargeback } : {}) };
    appendEvent(facts, {
      ...common,
      type: 'sale-refunded',
      data: { sale, refund, program: sold.program, changes },
    });
  }
  return {
    recorded: `${input.chargeback ? 'chargeback' : 'refund'} of ${decimalOf(amount, program.currency)} ${program.currency.code} on sale ${sale.id}`,
  };
}

/** The entry that a sale of this id has, of the contact's own or of the second tier. */
function soldAs({ ledger }: Facts, id: string): LedgerEntry | undefined {
  return ledger.find((entry) => entry.body !== undefined && entry.id === id);
}

function addToLedger(facts: Facts, entry: LedgerEntry): FieldChange[] {
  return changesBy(facts, entry.program, () => void facts.ledger.push(entry));
}
