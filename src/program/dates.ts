import type { KernelEvent } from './commands.ts';
import { dateField } from './date-field.ts';
import { datesOf } from './listeners.ts';
import type { DateMatch } from './program.ts';
import type { DateTimer, MapState, Occurrence } from './run-state.ts';
import type { Instant } from './time.ts';
import type { MapTurn } from './turn.ts';

/**
 * Sees to it that each date to which somebody on the map listens has its timer: asks when it comes, and anew when the
 * field that holds it has changed. Dates that have passed by then do not come.
 */
export function keepDates(turn: MapTurn): void {
  const dates = datesOf(turn.program);
  if (dates.length === 0) return;
  for (const match of dates) {
    const timer = turn.map.dates?.[match.door];
    const of = isHeard(turn, match) ? dateField(turn, match.on) : undefined;
    if (of === timer?.of) continue;
    if (of === undefined) setTimer(turn, match, undefined);
    else ask(turn, match, of, turn.now);
  }
}

/** Who stands at a `waitFor` listens to its date; all others listen while anybody stands on the map. */
function isHeard({ map, program }: MapTurn, { door }: DateMatch): boolean {
  const step = door.startsWith('step/') ? program.steps[door.slice('step/'.length)] : undefined;
  // With `since` the date may come before the place does.
  if (step?.kind !== 'waitFor' || step.since !== undefined) return map.places.length > 0;
  return map.places.some((place) => place.step === step.id);
}

function ask(turn: MapTurn, match: DateMatch, of: Instant | string, after: Instant): void {
  const { door, offset, at, every } = match;
  // Another id than that of a question on its way: its answer is about the old date.
  const id = `${turn.program.map}/${door}#${++turn.state.entry}`;
  turn.dates.push({
    id,
    from: of,
    at,
    after,
    ...(offset ? { offset } : {}),
    ...(every === undefined ? {} : { every }),
  });
  setTimer(turn, match, { of, asked: id });
}

function setTimer(turn: MapTurn, { door }: DateMatch, timer: DateTimer | undefined): void {
  const { map } = turn;
  const { [door]: _old, ...others } = map.dates ?? {};
  const dates = timer ? { ...others, [door]: timer } : others;
  if (Object.keys(dates).length > 0) map.dates = dates;
  else delete map.dates;
  turn.touched = true;
}

/** It is known when a date comes; an answer that nobody waits for any more is dropped. */
export function dateFound(
  turn: MapTurn,
  { id, occurrence }: Extract<KernelEvent, { type: 'date-found' }>,
): void {
  for (const match of datesOf(turn.program)) {
    const timer = turn.map.dates?.[match.door];
    if (timer?.asked === id)
      setTimer(turn, match, { of: timer.of, ...(occurrence ? { next: occurrence } : {}) });
  }
}

/** The dates of a map that have come by now, earliest first; those that come every year are asked for again. */
export function datesReached(turn: MapTurn): Occurrence[] {
  const due = datesOf(turn.program).flatMap((match) => {
    const timer = turn.map.dates?.[match.door];
    return timer?.next && timer.next.at <= turn.now ? [{ match, of: timer.of, next: timer.next }] : [];
  });
  for (const { match, of, next } of due) {
    if (match.every) ask(turn, match, of, next.at);
    else setTimer(turn, match, { of });
  }
  return due
    .toSorted((a, b) => a.next.at - b.next.at)
    .map(({ match: { door }, next: { date } }) => ({
      type: 'date-reached',
      data: { map: turn.program.map, door, date },
    }));
}

/** When the clock next matters to a map's dates. */
export function nextDate({ dates = {} }: MapState): Instant | undefined {
  const instants = Object.values(dates).flatMap(({ next }) => next?.at ?? []);
  return instants.length > 0 ? Math.min(...instants) : undefined;
}
