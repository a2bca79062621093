import type { MergeSource } from './merge-fields.ts';
import { attributesOf, type Shape } from './shape.ts';

/** What is known at a step of the places that like events have brought there. */
export interface Known {
  /** What brought them, in words: "the trigger `sale`". */
  from: string;
  /** Tells apart what brings different things along: the kind of door, and what picks its event. */
  key: string;
  /** What `event` offers in expressions: that of the latest event that the place came by. */
  event: Shape;
  /** Where merge fields can come from. */
  merges: ReadonlySet<MergeSource>;
  /** What earlier `call` steps have answered, by the name in `as`. */
  calls: Shape;
  /** The place is always one beside another. */
  added: boolean;
  /** What some of them have and others lack (a source of merge fields, or `calls.NAME`), with what brought those others. */
  lacked: ReadonlyMap<string, string>;
}

/** Those who lack something have come by the same door as the others, and another way. */
const ONE_OF_THE_WAYS = '';

const NONE: ReadonlyMap<string, string> = new Map();

/** What is known of places as they come by an event. */
export function knownOf(
  given: Pick<Known, 'from' | 'key' | 'event' | 'merges'> & Partial<Pick<Known, 'calls' | 'added'>>,
): Known {
  return { calls: { attributes: {} }, added: false, lacked: NONE, ...given };
}

/** What is known where only an event is: of no step, and of no call. */
export function knownByEvent(event: Shape): Known {
  return knownOf({ from: '', key: '', event, merges: new Set() });
}

/** "for those who come by …" if others come who do not lack it; `name` is a source of merge fields, or `calls.NAME`. */
export function forThose(lacking: Known, name: string, known: readonly Known[]): string {
  if (has(lacking, name)) return '';
  const others = known.some((one) => has(one, name));
  const by = lacking.lacked.get(name) ?? (others ? lacking.from : undefined);
  if (by === undefined) return '';
  return by === ONE_OF_THE_WAYS
    ? ', for not every way to this step brings it'
    : ` for those who come by ${by}`;
}

function has({ merges, calls }: Known, name: string): boolean {
  return merges.has(name as MergeSource) || attributesOf(calls).some((one) => `calls.${one}` === name);
}

/** What holds for both, which came by like events; the first, if the second adds nothing to it. */
export function joined(a: Known, b: Known): Known {
  const lacked = new Map([...b.lacked, ...a.lacked]);
  const isSameDoor = a.from === b.from;
  const tell = (name: string, by: Known) =>
    lacked.set(name, lacked.get(name) ?? (isSameDoor ? ONE_OF_THE_WAYS : by.from));
  for (const one of a.merges) if (!b.merges.has(one)) tell(one, b);
  for (const one of b.merges) if (!a.merges.has(one)) tell(one, a);
  const calls = common(a.calls, b.calls, (name, first) => tell(`calls.${name}`, first ? b : a));
  const added = a.added && b.added;
  if (lacked.size === a.lacked.size && calls === a.calls && added === a.added) return a;
  return { ...a, merges: new Set([...a.merges].filter((one) => b.merges.has(one))), calls, added, lacked };
}

/** The answers that both know; `tell` takes those that only the first knows, or only the second. */
function common(a: Shape, b: Shape, tell: (name: string, first: boolean) => void): Shape {
  if (a === b || b === 'any' || !('attributes' in b)) return a;
  if (a === 'any' || !('attributes' in a)) return b;
  const isBoth = (name: string) => b.attributes[name] === a.attributes[name];
  const names = Object.keys(a.attributes);
  for (const name of names) if (!isBoth(name)) tell(name, true);
  for (const name of Object.keys(b.attributes)) if (!isBoth(name)) tell(name, false);
  if (names.every(isBoth)) return a;
  return { attributes: Object.fromEntries(Object.entries(a.attributes).filter(([name]) => isBoth(name))) };
}
