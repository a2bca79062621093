import { holds } from './conditions.ts';
import type { ReferenceMap } from './map.ts';
import { isLevelReached } from './matching.ts';
import { milliseconds, type Step } from './language.ts';
import { Place, type News, type Wait } from './place.ts';
import type { Work } from './work.ts';

type Story = Generator<Wait, void, News>;
type Of<Key extends string> = Extract<Step, Record<Key, unknown>>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const THREE_DAYS = 72 * HOUR;

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
    if (('email' in step || 'approve' in step) && map.mustLeave()) return map.leave();
    map.arrive(place, step.id);
    if (step.if !== undefined && !holds(step.if, map.known(place.occasion))) continue;
    yield* standAt(map, place, step);
  }
}

function* standAt(map: ReferenceMap, place: Place, step: Step): Story {
  if ('email' in step) return yield* send(map, place, step);
  if ('approve' in step) return yield* ask(map, place, step);
  if ('fork' in step) return yield* part(map, place, step);
  if ('waitFor' in step) return yield* waitFor(map, place, step);
  if ('wait' in step) yield { for: 'clock', at: map.now() + milliseconds(step.wait) };
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

function* send(map: ReferenceMap, place: Place, step: Of<'email'>): Story {
  const verdict = yield* carriedOut(map, place, step, map.workFor(place, step.email));
  if (verdict === 'sent' && place.occasion.milestone) place.occasion.milestone.isSent = true;
}

/** Work is tried until it is done: from one minute, doubling to one hour, for three days; then by `onFailure`. */
function* carriedOut(map: ReferenceMap, place: Place, step: Step, work: Work): Generator<Wait, string, News> {
  let failures = 0;
  let since: number | undefined;
  for (;;) {
    map.ask(work);
    const news = yield { for: 'work', work };
    const outcome = typeof news === 'object' && 'outcome' in news ? news.outcome : 'failed';
    if (outcome === 'sent' || outcome === 'skipped') return outcome;
    if (typeof outcome === 'object') {
      yield { for: 'again', at: Math.max(outcome.notBefore, map.now() + 1000) };
      continue;
    }
    since ??= map.now();
    const again = map.now() + Math.min(MINUTE * 2 ** failures, HOUR);
    failures += 1;
    const retryFor = step.onFailure?.retryFor;
    const last = step.onFailure?.then ?? 'park';
    const until = since + (retryFor === undefined ? THREE_DAYS : milliseconds(retryFor));
    if (outcome === 'failed' && again <= until) {
      yield { for: 'again', at: again };
      continue;
    }
    if (last === 'park') yield { for: 'repair' };
    if (Array.isArray(last)) place.goInto(last);
    return 'failed';
  }
}

/** A question stands until it is decided (which takes the place away from here) or until it is given up. */
function* ask(map: ReferenceMap, place: Place, step: Of<'approve'>): Story {
  const { remindEvery, giveUpAfter, expired = [] } = step.approve;
  if (map.known({}).status === 'approved') return;
  const from = map.now();
  const after = (duration: string | undefined, start: number) =>
    duration === undefined ? undefined : start + milliseconds(duration);
  let remindAt = after(remindEvery, from);
  const giveUpAt = after(giveUpAfter, from);
  const asked = yield* carriedOut(map, place, step, map.workFor(place, 'approval-request'));
  if (asked === 'failed') return;
  for (;;) {
    const news = yield { for: 'decision', remindAt, giveUpAt };
    if (typeof news === 'object' && 'remindAt' in news) remindAt = news.remindAt;
    else if (giveUpAt !== undefined && giveUpAt <= map.now()) break;
    else {
      map.ask({ ...map.workFor(place, 'approval-request'), remindAt: after(remindEvery, map.now()) });
      remindAt = undefined;
    }
  }
  // Somebody may decide while the question is closed: then the closing is skipped, and the decision comes.
  const verdict = yield* carriedOut(map, place, step, map.workFor(place, 'expire'));
  if (verdict === 'skipped') yield { for: 'repair' };
  if (verdict === 'sent') place.goOnlyTo(expired);
}

function* waitFor(map: ReferenceMap, place: Place, step: Of<'waitFor'>): Story {
  const { atMost, otherwise = [] } = step.waitFor;
  if (isLevelReached(step.waitFor, map.known(place.occasion))) return;
  yield { for: 'event', ...(atMost === undefined ? {} : { until: map.now() + milliseconds(atMost) }) };
  // Whom the event met has been taken on already: only the clock leads here.
  place.goInto(otherwise);
}

function* part(map: ReferenceMap, place: Place, step: Of<'fork'>): Story {
  const { join } = step.fork;
  const paths = Object.entries(step.fork.paths);
  if (join === 'none') {
    const [own, ...others] = paths;
    for (const [, steps] of others) map.start(new Place(place.door, false, { ...place.occasion }, steps));
    return place.goOnlyTo(own?.[1] ?? []);
  }
  for (const [name] of paths) place.paths.add(name);
  const isOver = () => place.paths.size === 0 || (join === 'any' && place.paths.size < paths.length);
  for (const [name, steps] of paths) if (steps.length === 0) place.paths.delete(name);
  for (const [name, steps] of paths) {
    if (isOver() || !map.has(place)) break;
    if (steps.length === 0) continue;
    const child = new Place(place.door, false, { ...place.occasion }, steps);
    child.fork = { at: place, path: name };
    map.start(child);
  }
  while (map.has(place) && !isOver()) yield { for: 'paths' };
  map.endPathsOf(place);
}
