import type { Instant } from '../program/time.ts';
import { instantOn, zoned } from './zoned.ts';

/** The first instants of the latest `count` months by the clock of an IANA zone, in order; the last one is `now`'s own. */
export function monthsUntil(now: Instant, zone: string, count: number): Instant[] {
  const here = zoned(now, zone);
  const first = here.toPlainDate().with({ day: 1 });
  return Array.from({ length: count }, (_, index) =>
    instantOn(first.subtract({ months: count - 1 - index }), '00:00', here.timeZoneId),
  );
}
