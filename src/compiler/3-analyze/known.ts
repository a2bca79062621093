import type { MergeSource } from './merge-fields.ts';
import type { Shape } from './shape.ts';

/** What is known at a step of the places that one event has brought there. */
export interface Known {
  /** What brought them, in words: "the trigger `sale`". */
  from: string;
  /** Tells apart what brings different things along: a door by its name, an event by what picks it. */
  key: string;
  /** What `event` offers in expressions: that of the latest event that the place came by. */
  event: Shape;
  /** Where merge fields can come from. */
  merges: ReadonlySet<MergeSource>;
  /** What earlier `call` steps have answered, by the name in `as`. */
  calls: Shape;
  /** The place is always one beside another. */
  added: boolean;
}

/** What is known where only an event is: of no step, and of no call. */
export function knownByEvent(event: Shape): Known {
  return { from: '', key: '', event, merges: new Set(), calls: { attributes: {} }, added: false };
}

/** What holds for both, which came by the same; the first, if the second takes nothing from it. */
export function joined(a: Known, b: Known): Known {
  const merges = [...a.merges].filter((one) => b.merges.has(one));
  const calls = common(a.calls, b.calls);
  const added = a.added && b.added;
  const isSame = merges.length === a.merges.size && calls === a.calls && added === a.added;
  // The one that lacks something is the one to tell of.
  return isSame ? a : { ...a, from: b.from, merges: new Set(merges), calls, added };
}

function common(a: Shape, b: Shape): Shape {
  if (a === b || b === 'any' || !('attributes' in b)) return a;
  if (a === 'any' || !('attributes' in a)) return b;
  const names = Object.keys(a.attributes);
  const kept = names.filter((name) => b.attributes[name] === a.attributes[name]);
  if (kept.length === names.length) return a;
  return {
    attributes: Object.fromEntries(Object.entries(a.attributes).filter(([name]) => kept.includes(name))),
  };
}
