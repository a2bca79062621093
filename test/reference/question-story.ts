import { milliseconds, type Asking, type Of, type Step } from './language.ts';
import type { ReferenceMap } from './map.ts';
import type { News, Place, Wait } from './place.ts';
import { carriedOut } from './work-story.ts';

type Story<Told = void> = Generator<Wait, Told, News>;

/** A question on an application; whose answer is known already passes. */
export function* ask(map: ReferenceMap, place: Place, step: Of<'approve'>): Story {
  if (map.known({}).status === 'approved') return;
  const isOver = yield* question(map, place, step, { ...step.approve, mail: 'approval-request' });
  if (isOver) place.goOnlyTo(step.approve.expired ?? []);
}

/** A task; its outcomes rejoin. */
export function* assign(map: ReferenceMap, place: Place, step: Of<'task'>): Story {
  const isOver = yield* question(map, place, step, { ...step.task, mail: 'task-request' });
  if (isOver) place.goInto(step.task.outcomes['expired'] ?? []);
}

/**
 * Stands until it is answered (which takes the place away from here) or until it is given up. Answers whether its time
 * was over; not so where its first mail has failed for good.
 */
function* question(
  map: ReferenceMap,
  place: Place,
  step: Step,
  { remindEvery, giveUpAfter, mail }: Asking & { mail: string },
): Story<boolean> {
  const from = map.now();
  const after = (duration: string | undefined, start: number) =>
    duration === undefined ? undefined : start + milliseconds(duration);
  let remindAt = after(remindEvery, from);
  const giveUpAt = after(giveUpAfter, from);
  const asked = yield* carriedOut(map, place, step, map.workFor(place, mail));
  if (asked === 'failed') return false;
  for (;;) {
    const news = yield { for: 'decision', remindAt, giveUpAt };
    if (typeof news === 'object' && 'remindAt' in news) remindAt = news.remindAt;
    else if (giveUpAt !== undefined && giveUpAt <= map.now()) break;
    else {
      map.ask({ ...map.workFor(place, mail), remindAt: after(remindEvery, map.now()) });
      remindAt = undefined;
    }
  }
  // Somebody may answer while the question is closed: then the closing is skipped, and the answer comes.
  const verdict = yield* carriedOut(map, place, step, map.workFor(place, 'expire'));
  if (verdict === 'skipped') yield { for: 'repair' };
  return verdict === 'sent';
}
