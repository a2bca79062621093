import { takeHeard } from '../heard.ts';
import { isLevel, matches } from '../matches.ts';
import { occasionOf } from '../occasions.ts';
import type { Occurrence, Place, Waiting } from '../run-state.ts';
import type { WaitForStep } from '../step-types.ts';
import { needsCalendar, type Instant } from '../time.ts';
import { jobBase } from './job-base.ts';
import type { Move, StepRules } from './step-rules.ts';

/**
 * `waitFor`: until an event, or until `atMost` is over. A field's test is also asked on arrival; with `since` an event
 * may have come before.
 */
export const waitFor: StepRules<WaitForStep> = {
  enter: (turn, place, step): Move => {
    if (isLevel(turn, step.on, place.occasion)) return { move: 'go', to: step.next };
    const heard = takeHeard(place, step.id);
    if (heard) return goOn(place, step, heard);
    const { atMost } = step;
    if (!atMost) return stay();
    if (!needsCalendar(atMost)) return stay(turn.now + (atMost.ms ?? 0));
    const { id } = jobBase(turn, place, '');
    turn.resolves.push({ id, from: turn.now, duration: atMost });
    return { move: 'stay', waits: { for: 'event', resolution: id } };
  },
  due: (turn, place, step) => {
    const { waits } = place;
    if (waits.for !== 'event' || waits.giveUpAt === undefined || waits.giveUpAt > turn.now) return undefined;
    return { move: 'go', to: step.otherwise ?? step.next };
  },
  resolved: (_turn, _place, _step, at) => stay(at),
  happened: (turn, place, step, occurrence) => {
    if (place.waits.for !== 'event' || !matches(turn, step.on, occurrence)) return undefined;
    return goOn(place, step, occurrence);
  },
};

/** What the place came by stays known, but for what the newer event says anew. */
function goOn(place: Place, { next }: WaitForStep, occurrence: Occurrence): Move {
  place.occasion = { ...place.occasion, ...occasionOf(occurrence) };
  return { move: 'go', to: next };
}

function stay(giveUpAt?: Instant): Move {
  const waits: Waiting = { for: 'event', ...(giveUpAt === undefined ? {} : { giveUpAt }) };
  return { move: 'stay', waits };
}
