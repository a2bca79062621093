import { dropRefunded } from '../collecting.ts';
import { dateField } from '../date-field.ts';
import type { InstantRequest } from '../commands.ts';
import type { Place } from '../run-state.ts';
import type { WaitStep } from '../step-types.ts';
import { exactMs, needsCalendar, type Instant } from '../time.ts';
import type { MapTurn } from '../turn.ts';
import { jobBase } from './job-base.ts';
import type { Move, StepRules } from './step-rules.ts';

/** A place that passes more waits in a row than this goes round in a circle. */
const MOST_PASSED = 100;
const CIRCLE = `${MOST_PASSED} waits in a row were over before they began: their date has passed, and the steps go round in a circle`;

/**
 * `wait`: a durable wait, by the clock or by the contact's calendar. The date of a field may be filled in or changed
 * while the place stands here, which moves the end.
 */
export const wait: StepRules<WaitStep> = {
  enter: (turn, place, step) => standUntil(turn, place, step, jobBase(turn, place, '').id),
  due: (turn, place, step) => {
    const { waits } = place;
    if (waits.for !== 'instant' || waits.at > turn.now) return undefined;
    return { move: 'go', to: step.next };
  },
  resolved: (turn, place, step, at) => standStill(turn, place, step, at),
  happened: (turn, place, step, occurrence) => {
    if (step.collects) return dropRefunded(turn, place, occurrence);
    const { type, data } = occurrence;
    if (type !== 'field-updated' || step.untilField === undefined || data['field'] !== step.untilField)
      return undefined;
    // Another id than that of a question on its way: its answer is about the old date.
    return standUntil(turn, place, step, jobBase(turn, place, '', String(turn.state.sequence)).id);
  },
};

function standUntil(turn: MapTurn, place: Place, step: WaitStep, id: string): Move {
  const request = requestOf(turn, step);
  // Without a date it waits until the field is filled.
  if (!request) return { move: 'stay', waits: { for: 'event' } };
  const { from, duration, at, window } = request;
  const isExact = typeof from === 'number' && !needsCalendar(duration) && at === undefined && !window;
  if (isExact) return standStill(turn, place, step, from + exactMs(duration));
  turn.resolves.push({ id, ...request });
  return { move: 'stay', waits: { for: 'resolution', id } };
}

function standStill(turn: MapTurn, place: Place, step: WaitStep, at: Instant): Move {
  if (at > turn.now) return { move: 'stay', waits: { for: 'instant', at } };
  const passed = (place.passed ?? 0) + 1;
  if (passed > MOST_PASSED) return { move: 'stay', waits: { for: 'repair', reason: CIRCLE } };
  place.passed = passed;
  return { move: 'go', to: step.next };
}

/** What the end of the wait depends on; undefined where the field that names it is empty. */
function requestOf(turn: MapTurn, step: WaitStep): InstantRequest | undefined {
  const { at, window, offset } = step;
  const hours = { ...(at === undefined ? {} : { at }), ...(window ? { window, earliest: turn.now } : {}) };
  const from = step.untilField === undefined ? step.until : dateField(turn, { field: step.untilField });
  if (from !== undefined) return { from, duration: offset ?? {}, ...hours };
  if (step.untilField !== undefined) return undefined;
  // Alone, a time of day is the next one: who comes at that very time waits until tomorrow.
  const duration = step.for ?? (at === undefined ? {} : { ms: 1 });
  return { from: turn.now, duration, ...hours };
}
