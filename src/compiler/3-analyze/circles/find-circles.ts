import type { AnalyzedMap } from '../analyze-map.ts';
import type { StepNode } from '../step-tree.ts';
import { sureSteps } from './at-once.ts';
import { mayBeBroken } from './breakers.ts';
import { listenersOf, listeningTo, type Knocked, type Listeners } from './listeners.ts';
import { play, type Order, type Played, type World } from './play.ts';
import { raisedBy, topicOf } from './raised-events.ts';

/** Triggers that open each other, or one that opens itself, for ever. */
export interface CausedAgain {
  /** Steps that raise an event, each with the trigger that it opens and the one it stands behind; the last opens the first again. */
  way: readonly { step: StepNode; behind: Knocked; opens: Knocked }[];
  /** It goes round in whichever order the steps of several maps are done; else only in some. */
  isCertain: boolean;
}

/** Finds triggers that open themselves for ever, directly or by way of others on any map, by playing what they surely do. */
export function circlesOf(all: readonly AnalyzedMap[]): CausedAgain[] {
  // Settings that are missing would be taken for their defaults.
  const maps = all.filter(({ doc }) => !doc.file.gaps);
  const listeners = listenersOf(maps);
  const starts = startsAmong(listeners);
  // What is told is taken for mended: another circle is to be found beside it.
  const told = new Set<Knocked>();
  const circles: CausedAgain[] = [];
  for (const isCertain of [true, false]) {
    for (const start of starts) {
      const way = told.has(start) ? undefined : wayFrom(start, { maps, listeners, closed: told }, isCertain);
      if (!way) continue;
      circles.push({ way, isCertain });
      for (const { opens } of way) told.add(opens);
    }
  }
  return circles;
}

/** Triggers that can be part of a circle: what they raise is heard by others that can be, and so on. */
function startsAmong(listeners: Listeners): Knocked[] {
  let kept = [...listeners.values()].flat().sort((a, b) => a.order - b.order);
  const raised = new Map(kept.map((knocked) => [knocked, topicsRaisedBy(knocked)]));
  for (let before = -1; before !== kept.length;) {
    before = kept.length;
    const among = new Set(kept);
    kept = kept.filter((knocked) =>
      raised.get(knocked)?.some((topic) => listeningTo(topic, listeners).some((one) => among.has(one))),
    );
  }
  return kept;
}

function topicsRaisedBy({ map, door }: Knocked): string[] {
  const nothing = () => ({ tags: new Map(), fields: new Map() });
  return [...sureSteps(door.steps[0], map.flow)].flatMap(({ step }) =>
    raisedBy(step, nothing()).map(topicOf),
  );
}

const ORDERS: readonly Order[] = ['oldest-first', 'newest-first'];

/** A circle that goes round in every order of what is done, or else in some. */
function wayFrom(start: Knocked, world: World, isCertain: boolean): CausedAgain['way'] | undefined {
  const ways = ORDERS.map((order) => wayRound(play(start, world, order), world.maps));
  const found = ways.filter((way) => way.length > 0);
  return found.length === ORDERS.length || !isCertain ? found[0] : undefined;
}

/** The steps of the circle that was found; none where something may break it. */
function wayRound(played: Played, maps: readonly AnalyzedMap[]): CausedAgain['way'] {
  const way: CausedAgain['way'][number][] = [];
  let at = played.circle;
  while (at?.step && at.before && (way.length === 0 || at.by !== played.circle?.by)) {
    way.unshift({ step: at.step, behind: at.before.by, opens: at.by });
    at = at.before;
  }
  const circle = { maps: new Set(way.map(({ opens }) => opens.map)), played };
  return way.length > 0 && !mayBeBroken(circle, maps) ? way : [];
}
