import { endOf, isExact } from './clock.ts';
import { milliseconds, type Of } from './language.ts';
import type { ReferenceMap } from './map.ts';
import { isLevelReached } from './matching.ts';
import type { News, Place, Wait } from './place.ts';

type Story = Generator<Wait, void, News>;

/** A wait: an end that is past goes on at once, none waits until its field is filled, a changed field moves it. */
export function* stand(map: ReferenceMap, place: Place, { wait }: Of<'wait'>): Story {
  const asked = typeof wait === 'string' ? { for: wait } : wait;
  for (let news: News = 'moved'; news === 'moved';) {
    const at = endOf(asked, map.now(), map.known({}));
    if (at !== undefined && !isExact(asked)) {
      // Others go on meanwhile.
      map.lookUp(place);
      news = yield { for: 'calendar' };
      if (news === 'moved') continue;
    }
    if (at !== undefined && at <= map.now()) return;
    news = yield at === undefined ? { for: 'event' } : { for: 'clock', at };
  }
}

/** What a field holds counts on arrival; other events from arrival, or from when the place was at the step in `since`. */
export function* waitFor(map: ReferenceMap, place: Place, step: Of<'waitFor'>): Story {
  const { atMost, otherwise = [] } = step.waitFor;
  if (isLevelReached(step.waitFor, map.known(place.occasion))) return;
  const heard = place.heard.get(step.id);
  if (heard) {
    // An event is taken once.
    place.heard = new Map([...place.heard, [step.id, undefined]]);
    return map.takeUp(place, heard);
  }
  const until = atMost === undefined ? {} : { until: map.now() + milliseconds(atMost) };
  if (atMost !== undefined && !isExact({ for: atMost })) {
    map.lookUp(place);
    yield { for: 'event', isLookedUp: false };
  }
  yield { for: 'event', ...until };
  // Whom the event met has been taken on already: only the clock leads here.
  place.goInto(otherwise);
}
