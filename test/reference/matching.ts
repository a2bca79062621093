import { holds, type Known } from './conditions.ts';
import type { Happening } from './fact.ts';
import type { Match } from './language.ts';

/** Whether what happened is what a door, a wait or a goal of this map listens to. */
export function isMatch(match: Match, happening: Happening, known: Known, map: string): boolean {
  if (match.on !== happening.type) return false;
  const sale = 'sale' in happening ? happening.sale : undefined;
  if (match.kind && match.kind !== sale?.kind) return false;
  if (happening.type === 'added' && happening.map !== map) return false;
  if (match.full && !(happening.type === 'sale-refunded' && happening.full)) return false;
  if (match.form && !(happening.type === 'form-submitted' && happening.form === match.form)) return false;
  if (match.tag && !('tag' in happening && happening.tag === match.tag)) return false;
  if (happening.type === 'field-updated') {
    const { field, before, after } = happening.change;
    if (field !== match.field || !isChangeAsked(match, before, after)) return false;
  }
  return match.where === undefined || holds(match.where, { ...known, sale });
}

type Value = number | string | null;

function isChangeAsked(match: Match, before: Value, after: Value): boolean {
  const { equals, above, below, crosses, crossesDown } = match;
  if (equals !== undefined) return after === inField(match, equals);
  const [from, to] = [Number(before ?? -Infinity), Number(after ?? -Infinity)];
  const at = (threshold: number) => Number(inField(match, threshold));
  if (above !== undefined) return to > at(above);
  if (below !== undefined) return to < at(below);
  if (crosses !== undefined) return from < at(crosses) && at(crosses) <= to;
  if (crossesDown !== undefined) return from >= at(crossesDown) && at(crossesDown) > to;
  return true;
}

/** Whether a test of a field holds as things stand: what a wait asks on arrival. Of what was never set nothing holds. */
export function isLevelReached(match: Match, known: Known): boolean {
  const { on, field, equals, above, below, crosses, crossesDown } = match;
  const value = field === undefined ? null : known[field];
  if (on !== 'field-updated' || value === null) return false;
  if (equals !== undefined) return value === inField(match, equals);
  const now = Number(value);
  const at = (threshold: number) => Number(inField(match, threshold));
  if (above !== undefined) return now > at(above);
  if (below !== undefined) return now < at(below);
  if (crosses !== undefined) return now >= at(crosses);
  return crossesDown !== undefined && now < at(crossesDown);
}

/** A value as the field holds it: amounts are written in whole units. */
function inField({ field }: Match, written: number | string): number | string {
  return field === 'totalSales' ? Number(written) * 100 : written;
}
