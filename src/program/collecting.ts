import { occasionOf } from './occasions.ts';
import type { Trigger } from './program.ts';
import type { CollectedSale, Occasion, Occurrence, Place } from './run-state.ts';
import type { Move } from './steps/step-rules.ts';
import type { MapTurn } from './turn.ts';

/** A place that has collected so many is full, and the next sale opens another: a run's state is bounded. */
const MOST_COLLECTED = 200;

/** Adds a sale to those that a door with `coalesce` is collecting; false where it has to open anew. */
export function collect(turn: MapTurn, trigger: Trigger, occurrence: Occurrence): boolean {
  if (!trigger.coalesce) return false;
  const place = turn.map.places.find(
    ({ door, step, occasion }) =>
      door === trigger.name && step === trigger.first && salesOf(occasion).length < MOST_COLLECTED,
  );
  if (!place) return false;
  const occasion = occasionOf(occurrence);
  place.occasion = together(occasion, [...salesOf(place.occasion), ...salesOf(occasion)]);
  turn.touched = true;
  return true;
}

/** A sale that is refunded wholly drops out of those that a place collects; with none left the place is retracted. */
export function dropRefunded(turn: MapTurn, place: Place, { type, data }: Occurrence): Move | undefined {
  const { sale, refund } = data as Pick<Occasion, 'sale'> & { refund?: { full: boolean } };
  if (type !== 'sale-refunded' || !sale || !refund?.full) return undefined;
  const collected = salesOf(place.occasion);
  // Ids are unique in their source only.
  const left = collected.filter(({ id, at }) => id !== sale.id || at !== sale.at);
  if (left.length === 0) return { move: 'retract' };
  if (left.length < collected.length) {
    place.occasion = together(place.occasion, left);
    turn.touched = true;
  }
  return undefined;
}

/** The sales that an occasion tells of: all that were collected, or its only one. */
export function salesOf({ sales, sale, commission }: Occasion): CollectedSale[] {
  return sales ?? (sale ? [{ ...sale, commission: commission?.amount ?? 0 }] : []);
}

/** One occasion for several sales: the last one, and what all of them earned. */
function together(occasion: Occasion, sales: CollectedSale[]): Occasion {
  const last = sales.at(-1);
  if (!last) return occasion;
  const { commission: _own, ...sale } = last;
  const amount = sales.reduce((sum, { commission }) => sum + commission, 0);
  return { ...occasion, sale, commission: { amount }, sales };
}
