import { valueIn } from './conditions.ts';
import { milliseconds, type Of, type Step } from './language.ts';
import type { ReferenceMap } from './map.ts';
import type { News, Outcome, Place, Wait } from './place.ts';
import type { Work } from './work.ts';

type Story<Told = void> = Generator<Wait, Told, News>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const THREE_DAYS = 72 * HOUR;
/** More changes in a row than these are a circle. */
const MOST_ROUNDS = 100;

/** A mail to the contact: what a milestone has to tell is told by it. */
export function* send(map: ReferenceMap, place: Place, step: Of<'email'>): Story {
  const verdict = yield* carriedOut(map, place, step, map.workFor(place, step.email));
  if (verdict === 'sent' && place.occasion.milestone) place.occasion.milestone.isSent = true;
}

/** Work of which nothing is to be known but that it is done. */
export function* sendOff(map: ReferenceMap, place: Place, step: Step, what: string): Story {
  yield* carriedOut(map, place, step, map.workFor(place, what));
}

/** A login that its owner cannot be told of has failed. */
export function* grantLogin(map: ReferenceMap, place: Place, step: Of<'grantLogin'>): Story {
  const verdict = yield* carriedOut(map, place, step, map.workFor(place, step.grantLogin.email));
  if (verdict === 'skipped') yield* givenUp(place, step);
}

/** A fact that a step asks to have recorded: the place goes on when it has come back and all maps have decided it. */
export function* change(map: ReferenceMap, place: Place, step: Step): Story {
  const round = place.round + 1;
  if (round > MOST_ROUNDS) yield { for: 'repair' };
  const verdict = yield* carriedOut(map, place, step, {
    ...map.workFor(place, 'record'),
    values: { ...wish(map, place, step), round },
  });
  if (verdict !== 'failed') yield { for: 'event' };
}

function wish(map: ReferenceMap, place: Place, step: Step): object {
  if ('map' in step) return step.map;
  if ('tag' in step) return { tag: step.tag };
  if ('untag' in step) return { untag: step.untag };
  const values = 'set' in step ? Object.entries(step.set) : [];
  const known = map.known(place.occasion);
  return { set: Object.fromEntries(values.map(([field, value]) => [field, valueIn(value, known)])) };
}

/** Calls out: what was answered decides the path, and so does having failed, unless `onFailure` says otherwise. */
export function* callOut(map: ReferenceMap, place: Place, step: Of<'webhook'>): Story {
  const { success = [], failure = [] } = step.webhook;
  const { points, totalSales } = map.known({});
  const work = {
    ...map.workFor(place, 'webhook'),
    values: { body: step.webhook.body, points: points ?? 0, totalSales },
  };
  const onFailure = step.onFailure?.then === undefined ? failure : undefined;
  const outcome = yield* carriedOut(map, place, step, work, onFailure);
  if (typeof outcome === 'object' && 'status' in outcome)
    place.goInto(outcome.status >= 200 && outcome.status < 300 ? success : failure);
}

/** Calls an activity of one's own; its answer is known from here on. */
export function* learn(map: ReferenceMap, place: Place, step: Of<'call'>): Story {
  const { activity, as } = step.call;
  const { points, totalSales } = map.known({});
  // Amounts are given as decimal texts.
  const values = { activity, points: points ?? 0, total: (totalSales / 100).toFixed(2) };
  const outcome = yield* carriedOut(map, place, step, { ...map.workFor(place, 'call'), values });
  if (as === undefined || outcome === 'failed') return;
  const answer = typeof outcome === 'object' && 'answer' in outcome ? outcome.answer : {};
  place.occasion = { ...place.occasion, calls: { ...place.occasion.calls, [as]: answer } };
}

/**
 * Work is tried until it is done: from one minute, doubling to one hour, for three days; then by `onFailure`, or where
 * that says nothing into `instead`. Answers how it was done, or `failed`.
 */
export function* carriedOut(
  map: ReferenceMap,
  place: Place,
  step: Step,
  work: Work,
  instead?: Step[],
): Story<Outcome> {
  let failures = 0;
  let since: number | undefined;
  for (;;) {
    map.ask(work);
    const news = yield { for: 'work', work };
    const outcome = typeof news === 'object' && 'outcome' in news ? news.outcome : 'failed';
    if (isDone(outcome)) return outcome;
    if (typeof outcome === 'object' && 'notBefore' in outcome) {
      yield { for: 'again', at: Math.max(outcome.notBefore, map.now() + 1000) };
      continue;
    }
    since ??= map.now();
    const busyUntil = typeof outcome === 'object' && 'busyUntil' in outcome ? outcome.busyUntil : 0;
    const again = Math.max(map.now() + Math.min(MINUTE * 2 ** failures, HOUR), busyUntil);
    failures += 1;
    const retryFor = step.onFailure?.retryFor;
    const until = since + (retryFor === undefined ? THREE_DAYS : milliseconds(retryFor));
    if (outcome !== 'failed for good' && again <= until) {
      yield { for: 'again', at: again };
      continue;
    }
    yield* givenUp(place, step, instead);
    return 'failed';
  }
}

/** Whether work ended by being done, in one way or another. */
export function isDone(outcome: Outcome): boolean {
  if (typeof outcome === 'object') return 'answer' in outcome || 'status' in outcome;
  return outcome === 'sent' || outcome === 'skipped';
}

/** A step that has failed for good. */
function* givenUp(place: Place, step: Step, instead?: Step[]): Story {
  const last = step.onFailure?.then ?? instead ?? 'park';
  if (last === 'park') yield { for: 'repair' };
  if (Array.isArray(last)) place.goInto(last);
}
