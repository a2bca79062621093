import { resolveInstant } from '../calendar/resolve-instant.ts';
import type { SaleKind } from '../program/program.ts';
import { commissionOf } from '../program/sales.ts';
import type { PartnerProgram } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';

/** The end of a commission's holding period, by the calendar of the program; without one, the sale itself. */
export function payableAt({ commission, timeZone }: PartnerProgram, soldAt: Instant): Instant {
  return resolveInstant({ from: soldAt, duration: commission?.holdFor ?? {} }, timeZone);
}

const DAY_MS = 86_400_000;

/** Whether the holding period of a sale's commission is over. Nearly always its length tells, without a calendar. */
export function isPayable(program: PartnerProgram, soldAt: Instant, now: Instant): boolean {
  const { months = 0, days = 0, ms = 0 } = program.commission?.holdFor ?? {};
  const least = (months * 28 + days - 1) * DAY_MS + ms;
  const most = (months * 31 + days + 1) * DAY_MS + ms;
  if (now - soldAt >= most) return true;
  return now - soldAt >= least && payableAt(program, soldAt) <= now;
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
