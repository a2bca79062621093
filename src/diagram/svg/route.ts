import type { Box, Course, Layout, Point } from './layout.ts';
import { besideLine } from './label-place.ts';
import { lineBoxes, overlap, stretchesOf } from './lines.ts';

/** Pixels between a bend and the card that it leads from or to. */
const LEAD = 12;
/** A detour passes a card at this distance. */
const PASSING = 15;
/** A line keeps this far from cards that are not its own. */
const CLEAR = 6;

/**
 * Straightens arrows: down, across and down again, with right angles, wherever that touches no other card and leaves
 * room for the arrow's words. The others keep Graphviz's curve, which always finds a way around.
 */
export function straightened({ cards, courses }: Layout): Layout {
  const boxes = new Map(
    cards.map(({ shape: { node, width, height }, at }) => [node.id, { ...at, width, height }]),
  );
  const leaving = Map.groupBy(courses, ({ edge }) => edge.from);
  const waysOf = (course: Course): Iterable<Point[]> =>
    waysFor(course, boxes, (leaving.get(course.edge.from)?.length ?? 0) > 1);
  // Words find their places once all lines have theirs; who then lacks one takes another way.
  const drawn = new Map(courses.map((course) => [course, bent(course, firstOf(waysOf(course)))]));
  for (const course of courses.filter(({ label }) => label)) {
    const others = [...drawn].flatMap(([other, now]) => (other === course ? [] : [now]));
    drawn.set(course, withWords(course, waysOf(course), [...boxes.values()], others));
  }
  return { cards, courses: courses.map((course) => drawn.get(course) ?? course) };
}

function firstOf<T>(all: Iterable<T>): T | undefined {
  for (const one of all) return one;
  return undefined;
}

function bent(course: Course, bends: Point[] | undefined): Course {
  return bends ? { ...course, bends } : course;
}

function withWords(
  course: Course,
  ways: Iterable<Point[]>,
  cards: readonly Box[],
  others: readonly Course[],
): Course {
  const { label } = course;
  if (!label) return course;
  const taken = [...cards, ...others.flatMap(lineBoxes), ...others.flatMap((other) => other.label ?? [])];
  for (const bends of ways) {
    const place = besideLine(label, bends, taken);
    if (place) return { ...course, bends, label: place };
  }
  return course;
}

/** The ways that touch no card but its own two, the best first; none for an arrow that does not go down. */
function* waysFor({ edge }: Course, boxes: ReadonlyMap<string, Box>, manyLeave: boolean): Generator<Point[]> {
  const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
  if (edge.kind === 'jump' || !from || !to || to.y < from.y + from.height + 2 * LEAD) return;
  const cards = [...boxes.values()].filter((card) => card !== from && card !== to);
  for (const bends of candidates(from, to, manyLeave, cards)) if (isClear(bends, cards)) yield bends;
}

/** Ways from the middle of a card's bottom to the middle of another's top, the simplest and shortest first. */
function* candidates(from: Box, to: Box, manyLeave: boolean, cards: readonly Box[]): Generator<Point[]> {
  const start = { x: from.x + from.width / 2, y: from.y + from.height };
  const tip = { x: to.x + to.width / 2, y: to.y };
  const [early, late] = [start.y + LEAD, tip.y - LEAD];
  if (Math.abs(start.x - tip.x) < 1) yield [start, { ...tip, x: start.x }];
  // Arrows that leave one card part at once; those that meet at one come together last.
  else
    for (const y of manyLeave ? [early, late] : [late, early])
      yield [start, { x: start.x, y }, { x: tip.x, y }, tip];
  const length = (x: number): number => Math.abs(x - start.x) + Math.abs(x - tip.x);
  const columns = [...cards, from, to].flatMap(({ x, width }) => [x - PASSING, x + width + PASSING]);
  for (const x of [...new Set(columns)].sort((a, b) => length(a) - length(b)))
    yield [start, { x: start.x, y: early }, { x, y: early }, { x, y: late }, { x: tip.x, y: late }, tip];
}

function isClear(bends: readonly Point[], cards: readonly Box[]): boolean {
  const stretches = stretchesOf(bends, CLEAR);
  return !cards.some((card) => stretches.some((stretch) => overlap(card, stretch)));
}
