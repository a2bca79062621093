import { resolveInstant } from '../calendar/resolve-instant.ts';
import type { SaleKind } from '../program/program.ts';
import { commissionOf } from '../program/sales.ts';
import type { PartnerProgram } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';

/** The end of a commission's holding period, by the calendar of the program; without one, the sale itself. */
export function payableAt({ commission, timeZone }: PartnerProgram, soldAt: Instant): Instant {
  return resolveInstant({ from: soldAt, duration: commission?.holdFor ?? {} }, timeZone);
}

const HOUR_MS = 3_600_000;

/**
 * What was sold until `over` is payable at `now`, what was sold after `held` is not. Between the two a clock change (two
 * of an hour), or a month that lacks a day, may put a later sale before an earlier one.
 */
export function holdBounds(program: PartnerProgram, now: Instant): { over: Instant; held: Instant } {
  const { months = 0, days = 0, ms = 0 } = program.commission?.holdFor ?? {};
  const duration = { months, days, ms, sign: -1 as const };
  const about = resolveInstant({ from: now, duration }, program.timeZone);
  const slack = months > 0 ? 96 * HOUR_MS : days > 0 ? 3 * HOUR_MS : 0;
  return { over: about - slack, held: about + slack };
}

/** Whether the holding period of a sale's commission is over at `now`, for many sales: only few need the calendar. */
export function payableNow(program: PartnerProgram, now: Instant): (soldAt: Instant) => boolean {
  const { over, held } = holdBounds(program, now);
  return (soldAt) => soldAt <= over || (soldAt <= held && payableAt(program, soldAt) <= now);
}

/** Whether a payout pays a partner so much, in minor units: the rule of the export, and of the contact field `payoutReady`. */
export function isPaidOut({ payoutThreshold = 0 }: PartnerProgram, amount: number): boolean {
  return amount > 0 && amount >= payoutThreshold;
}

/** A payment as far as commissions depend on it; minor units. */
export interface Earning {
  amount: number;
  kind: SaleKind;
  product?: string | undefined;
  at: Instant;
  /** When the first sale was that it belongs to, where it belongs to one. */
  firstSaleAt?: Instant | undefined;
}

/** What a payment earns an approved partner, in minor units: by the rule of its product, or else the program's percentage. */
export function commissionFor(program: PartnerProgram, earning: Earning): number {
  const { commission, commissionBasisPoints } = program;
  const { amount, kind, product = '' } = earning;
  if (isTooLate(program, earning)) return 0;
  const products = commission?.products ?? {};
  const rate = Object.hasOwn(products, product) ? products[product] : undefined;
  // Flat is for a whole sale, of which an instalment is a part.
  if (rate && 'flat' in rate) return kind === 'instalment' ? 0 : rate.flat;
  return commissionOf(amount, rate?.basisPoints ?? commissionBasisPoints);
}

/** What a payment earns whoever brought its partner: nothing where it earned the partner nothing. */
export function secondTierFor(
  { commission }: PartnerProgram,
  sale: { amount: number; commission: number },
): number {
  return sale.commission > 0 ? commissionOf(sale.amount, commission?.secondTierBasisPoints ?? 0) : 0;
}

/** Whether a payment has to name its first sale, for what it earns depends on it. */
export function needsFirstSale({ commission }: PartnerProgram, kind: SaleKind): boolean {
  return kind === 'recurring' && commission?.recurringFor !== undefined;
}

/** Recurring payments earn until the program's time after their first sale is over, by the program's calendar. */
function isTooLate({ commission, timeZone }: PartnerProgram, { kind, at, firstSaleAt }: Earning): boolean {
  const duration = commission?.recurringFor;
  if (kind !== 'recurring' || !duration || firstSaleAt === undefined) return false;
  return at > resolveInstant({ from: firstSaleAt, duration }, timeZone);
}
