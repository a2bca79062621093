import { resolveInstant } from '../calendar/resolve-instant.ts';
import { commissionOf } from '../program/sales.ts';
import type { PartnerProgram } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';

/** The end of a commission's holding period, by the calendar of the program; without one, the sale itself. */
export function payableAt({ commission, timeZone }: PartnerProgram, soldAt: Instant): Instant {
  return resolveInstant({ from: soldAt, duration: commission?.holdFor ?? {} }, timeZone);
}

/** What a sale earns an approved partner, in minor units: by the rule of its product, or else the program's percentage. */
export function commissionFor(
  { commission, commissionBasisPoints }: PartnerProgram,
  { amount, product = '' }: { amount: number; product?: string },
): number {
  const products = commission?.products ?? {};
  const rate = Object.hasOwn(products, product) ? products[product] : undefined;
  if (rate && 'flat' in rate) return rate.flat;
  return commissionOf(amount, rate?.basisPoints ?? commissionBasisPoints);
}
