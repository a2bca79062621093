import type { Trigger } from '../../language/map.generated.ts';
import { scopeOf } from './trigger-defaults.ts';

/** Keys of which an event has one value: two doors that ask for different ones never open together. */
const DISCRIMINATING = ['form', 'outcome', 'product', 'kind', 'tag', 'email', 'topic', 'field', 'date'];

/** Like these, but leaving one out means something of its own and not "any". */
const WITH_DEFAULT: readonly string[] = ['offset', 'at'];

type Written = Readonly<Record<string, unknown>>;

/** Whether one event can open both doors. What `where` says cannot be compared, so a door with one counts as apart. */
export function mayMeet(a: Trigger | undefined, b: Trigger | undefined): boolean {
  if (!a || !b || a.on !== b.on || a.where !== b.where) return false;
  const [first, second] = [a, b] as unknown as [Written, Written];
  const apart = DISCRIMINATING.some((key) => {
    const [one, other] = [first[key], second[key]];
    return one !== undefined && other !== undefined && one !== other;
  });
  if (apart || WITH_DEFAULT.some((key) => first[key] !== second[key])) return false;
  return testsMeet(first, second) && scopesMeet(a, b);
}

function scopesMeet(a: Trigger, b: Trigger): boolean {
  const [one, other] = [scopeOf(a), scopeOf(b)];
  if (typeof one !== 'object' || typeof other !== 'object') return true;
  return one.parkedAt.some((step) => other.parkedAt.includes(step));
}

/** Whether one change of a field passes both tests. */
function testsMeet(a: Written, b: Written): boolean {
  const [one, other] = [a['equals'], b['equals']];
  if (one !== undefined && other !== undefined) return one === other;
  const isUp = (test: Written) => test['crosses'] !== undefined;
  const isDown = (test: Written) => test['crossesDown'] !== undefined;
  if ((isUp(a) && isDown(b)) || (isDown(a) && isUp(b))) return false;
  return lowest(a) < highest(b) && lowest(b) < highest(a);
}

/** Bounds of the new value, a hair's breadth wider than the test where it includes its bound. */
const HAIR = 1e-9;

function lowest(test: Written): number {
  if (test['above'] !== undefined) return Number(test['above']);
  const bound = test['equals'] ?? test['crosses'];
  return typeof bound === 'number' ? bound - HAIR : -Infinity;
}

function highest(test: Written): number {
  const below = test['below'] ?? test['crossesDown'];
  if (below !== undefined) return Number(below);
  return typeof test['equals'] === 'number' ? test['equals'] + HAIR : Infinity;
}
