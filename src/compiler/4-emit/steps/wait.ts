import type { Window as WrittenWindow } from '../../../language/map.generated.ts';
import { isCalendarDate, parseOffset } from '../../../program/time.ts';
import type { Window } from '../../../program/step-types.ts';
import { isInstantText } from '../../3-analyze/written-values.ts';
import { durationIn, durationOf } from '../duration.ts';
import { optional, type StepEmitter } from './step-emitter.ts';

/** `wait`. */
export const wait: StepEmitter<'wait'> = ({ wait }) => {
  if (typeof wait === 'string') return { for: durationOf(wait) };
  const { until, offset, at, window } = wait;
  return {
    ...durationIn(wait, 'for'),
    ...(until === undefined
      ? {}
      : isInstantText(until)
        ? { until: isCalendarDate(until) ? until : Date.parse(until) }
        : { untilField: until }),
    ...optional('offset', offset === undefined ? undefined : parseOffset(offset)),
    ...optional('at', at),
    ...optional('window', window && windowOf(window)),
  };
};

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];
const MIDNIGHT = '00:00';
const END_OF_DAY = '24:00';

function windowOf({ days, from, to, zone }: WrittenWindow): Window {
  return {
    days: days?.map((day) => WEEK.indexOf(day) + 1).sort() ?? MONDAY_TO_FRIDAY,
    from: from ?? MIDNIGHT,
    to: to ?? END_OF_DAY,
    zone: zone ?? 'contact',
  };
}
