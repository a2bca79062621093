import { recordDueCommissions } from '../src/partners/due-commissions.ts';
import { recordDueDates } from '../src/partners/due-dates.ts';
import { keepWatches, toldUntil } from '../src/partners/due-watches.ts';
import { recordPayoutReady } from '../src/partners/payouts/payout-ready.ts';
import type { DateDoor, FallingDue } from '../src/program/due.ts';
import type { DueRecorded } from '../workflows/messages.ts';
import type { ActivityPorts } from './ports.ts';

/** Dates that fell due while nothing ran are caught up with as far back as this, in milliseconds; commissions always are. */
const CATCH_UP = 31 * 86_400_000;

/**
 * Commits what has fallen due since the last time. It may be tried again at any point, and two may run at once: each
 * fact is committed once.
 */
export async function recordDue(
  { partners, falling }: ActivityPorts,
  alive: () => void,
): Promise<DueRecorded> {
  const due = await falling();
  const { programs } = partners.settings();
  const began = partners.now();
  const watches = await keepWatches(partners, watchNames(due));
  const recorded: DueRecorded = { commissions: 0, dates: 0 };
  for (const name of due.programs) {
    const program = programs[name];
    const since = watches.get(commissionsOf(name));
    if (!program || since === undefined) continue;
    recorded.commissions += await recordDueCommissions(partners, program, since, alive);
    // What was so before anybody watched sets nothing going, either.
    await recordPayoutReady(partners, program, { silent: since >= began, alive });
  }
  for (const door of due.doors) {
    const now = partners.now();
    const told = watches.get(datesOf(door)) ?? now;
    recorded.dates += await recordDueDates(partners, door, Math.max(told, now - CATCH_UP), alive);
    await toldUntil(partners, datesOf(door), now);
  }
  return recorded;
}

function watchNames({ doors, programs }: FallingDue): string[] {
  return [...programs.map(commissionsOf), ...doors.map(datesOf)];
}

function commissionsOf(program: string): string {
  return `commissions/${program}`;
}

function datesOf({ map, date }: DateDoor): string {
  return `dates/${map}/${date.door}`;
}
