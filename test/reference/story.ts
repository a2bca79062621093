import { holds } from './conditions.ts';
import type { Of, Step } from './language.ts';
import type { ReferenceMap } from './map.ts';
import { isLevelReached } from './matching.ts';
import type { News, Place, Wait } from './place.ts';
import { ask, assign } from './question-story.ts';
import { stand, waitFor } from './wait-story.ts';
import { callOut, change, grantLogin, learn, send, sendOff } from './work-story.ts';

type Story = Generator<Wait, void, News>;

/** What becomes of a place from here on, told as it happens: each `yield` is a moment at which it stands still. */
export function* storyOf(map: ReferenceMap, place: Place): Story {
  while (map.has(place)) {
    const step = place.next();
    if (!step) {
      if (!place.fork && map.congratulations.goThroughNext(place)) continue;
      if (place.fork || !place.isMain) return map.runOut(place);
      map.arrive(place, `${place.door}.end`);
      yield { for: 'good' };
      return;
    }
    if (isMail(step) && map.mustLeave()) return map.leave();
    map.arrive(place, step.id);
    if (step.if !== undefined && !holds(step.if, map.known(place.occasion))) continue;
    yield* standAt(map, place, step);
  }
}

function isMail(step: Step): boolean {
  return ['email', 'notify', 'grantLogin', 'approve', 'task'].some((kind) => kind in step);
}

function* standAt(map: ReferenceMap, place: Place, step: Step): Story {
  if ('email' in step) return yield* send(map, place, step);
  if ('notify' in step) return yield* sendOff(map, place, step, step.notify.email);
  if ('grantLogin' in step) return yield* grantLogin(map, place, step);
  if ('revokeLogin' in step) return yield* sendOff(map, place, step, 'revoke-login');
  if ('approve' in step) return yield* ask(map, place, step);
  if ('task' in step) return yield* assign(map, place, step);
  if ('set' in step || 'tag' in step || 'untag' in step || 'map' in step)
    return yield* change(map, place, step);
  if ('webhook' in step) return yield* callOut(map, place, step);
  if ('call' in step) return yield* learn(map, place, step);
  if ('fork' in step) return yield* part(map, place, step);
  if ('waitFor' in step) return yield* waitFor(map, place, step);
  if ('wait' in step) return yield* stand(map, place, step);
  if ('goal' in step) {
    const isAchieved = map.goals.has(step.id) || isLevelReached(step.goal, map.known(place.occasion));
    if (step.goal.wait && !isAchieved) yield { for: 'event' };
  }
  if ('branch' in step) {
    const { if: condition, then, else: otherwise = [] } = step.branch;
    place.goInto(holds(condition, map.known(place.occasion)) ? then : otherwise);
  }
  if ('split' in step) place.goInto(step.split[map.dealt(step)]?.steps ?? []);
  if ('goTo' in step) place.jumpTo(step.goTo, map.lists);
  if ('end' in step) {
    // Who has further thresholds to go through does that first.
    if (place.later.length === 0) yield { for: 'good' };
    place.goOnlyTo([]);
  }
  if ('exit' in step) map.leave();
}

function* part(map: ReferenceMap, place: Place, step: Of<'fork'>): Story {
  const { join } = step.fork;
  const paths = Object.entries(step.fork.paths);
  if (join === 'none') {
    const [own, ...others] = paths;
    for (const [, steps] of others) if (map.has(place)) map.start(place.companion(steps));
    return place.goOnlyTo(own?.[1] ?? []);
  }
  for (const [name] of paths) place.paths.add(name);
  const isOver = () => place.paths.size === 0 || (join === 'any' && place.paths.size < paths.length);
  for (const [name, steps] of paths) if (steps.length === 0) place.paths.delete(name);
  for (const [name, steps] of paths) {
    if (isOver() || !map.has(place)) break;
    if (steps.length === 0) continue;
    const child = place.companion(steps);
    child.fork = { at: place, path: name };
    map.start(child);
  }
  while (map.has(place) && !isOver()) yield { for: 'paths' };
  map.endPathsOf(place);
}
