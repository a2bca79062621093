import type { AnalyzedMap } from '../analyze-map.ts';
import type { StepNode } from '../step-tree.ts';
import { ifOnMapOf } from '../trigger-defaults.ts';
import { sureSteps } from './at-once.ts';
import { mayBeBroken } from './breakers.ts';
import { isGuarded, listenersOf, listeningTo, type Knocked, type Listeners } from './listeners.ts';
import { MOST_PLAYED, play, type Order, type Played, type World } from './play.ts';
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
  // What is told is taken for mended: another circle is to be found beside it.
  const told = new Set<Knocked>();
  const world: World = { maps, listeners, closed: told, left: MOST_PLAYED };
  const circles: CausedAgain[] = [];
  const tell = (circle: CausedAgain) => {
    if (circle.way.some(({ opens }) => told.has(opens))) return;
    circles.push(circle);
    for (const { opens } of circle.way) told.add(opens);
  };
  const found = startsAmong(listeners, maps).flatMap((start) => {
    const circle = told.has(start) ? undefined : circleFrom(start, world);
    if (circle?.isCertain) tell(circle);
    return circle ?? [];
  });
  for (const circle of found) tell(circle);
  return circles;
}

/** Triggers that can be part of a circle: what they raise is heard by others that can be, and so on. */
function startsAmong(listeners: Listeners, maps: readonly AnalyzedMap[]): Knocked[] {
  const left = mapsThatAreLeft(maps);
  let kept = [...listeners.values()].flat().filter((knocked) => opensAgain(knocked, left));
  kept.sort((a, b) => a.order - b.order);
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

/** Names of maps that a step surely takes contacts off. */
function mapsThatAreLeft(maps: readonly AnalyzedMap[]): Set<string> {
  const left = new Set<string>();
  for (const { doc, doors, flow } of maps) {
    for (const { steps } of doors) {
      for (const { kind, step } of sureSteps(steps[0], flow)) {
        if (kind === 'exit') left.add(doc.value.map);
        else if (typeof step !== 'string' && 'map' in step && step.map.remove) left.add(step.map.remove);
      }
    }
  }
  return left;
}

/** Whether a trigger can open for the same contact again and again, for all that its author has said. */
function opensAgain({ map, trigger }: Knocked, left: ReadonlySet<string>): boolean {
  if (isGuarded(trigger)) return false;
  if (ifOnMapOf(trigger) !== 'ignore') return true;
  return (trigger.reentry ?? 'always') === 'always' && left.has(map.doc.value.map);
}

function topicsRaisedBy({ map, door }: Knocked): string[] {
  const nothing = () => ({ tags: new Map(), fields: new Map() });
  return [...sureSteps(door.steps[0], map.flow)].flatMap(({ step }) =>
    raisedBy(step, nothing()).map(topicOf),
  );
}

const ORDERS: readonly Order[] = ['oldest-first', 'newest-first'];

function circleFrom(start: Knocked, world: World): CausedAgain | undefined {
  const ways = ORDERS.map((order) => wayRound(play(start, world, order), world.maps));
  const [way] = ways.filter((one) => one.length > 0);
  return way && { way, isCertain: ways.every((one) => one.length > 0) };
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
