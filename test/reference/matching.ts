import { holds, type Known } from './conditions.ts';
import type { Happening } from './fact.ts';
import type { Match } from './language.ts';

/** Whether what happened is what a door, a wait or a goal listens to. */
export function isMatch(match: Match, happening: Happening, known: Known): boolean {
  if (match.on !== happening.type) return false;
  const sale = 'sale' in happening ? happening.sale : undefined;
  if (match.kind && match.kind !== sale?.kind) return false;
  if (match.full && !(happening.type === 'sale-refunded' && happening.full)) return false;
  if (match.form && !(happening.type === 'form-submitted' && happening.form === match.form)) return false;
  if (happening.type === 'field-updated') {
    const { field, before, after } = happening.change;
    if (field !== match.field || !isChangeAsked(match, Number(before ?? -Infinity), Number(after)))
      return false;
  }
  return match.where === undefined || holds(match.where, { ...known, sale });
}

function isChangeAsked(match: Match, before: number, after: number): boolean {
  const cents = (whole: number) => whole * 100;
  if (match.equals !== undefined) return after === cents(match.equals);
  if (match.above !== undefined) return after > cents(match.above);
  if (match.below !== undefined) return after < cents(match.below);
  if (match.crosses !== undefined) return before < cents(match.crosses) && cents(match.crosses) <= after;
  if (match.crossesDown !== undefined)
    return before >= cents(match.crossesDown) && cents(match.crossesDown) > after;
  return true;
}

/** Whether a test of a field holds as things stand: what a wait asks on arrival. */
export function isLevelReached(match: Match, known: Known): boolean {
  if (match.on !== 'field-updated') return false;
  const total = known.totalSales;
  const cents = (whole: number) => whole * 100;
  if (match.equals !== undefined) return total === cents(match.equals);
  if (match.above !== undefined) return total > cents(match.above);
  if (match.below !== undefined) return total < cents(match.below);
  if (match.crosses !== undefined) return total >= cents(match.crosses);
  return match.crossesDown !== undefined && total < cents(match.crossesDown);
}
