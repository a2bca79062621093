import { nextOccurrence, occurrencesUntil } from '../calendar/date-occurrences.ts';
import { payableAt } from '../partners/commission-rules.ts';
import type { DateRequest } from '../program/commands.ts';
import { isEnrolmentField } from '../program/contact-fields.ts';
import type { DateDoor, FallingDue } from '../program/due.ts';
import { isCalendarDate, type Instant } from '../program/time.ts';
import { deliverEvents } from './deliver-events.ts';
import { appendEvent, zoneOf, type Facts } from './facts.ts';
import { fieldsNow } from './field-snapshot.ts';
import { changesBy } from './ledger-fields.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Scene } from './scene.ts';

/** When the next fact falls due by the clock; undefined when none will. */
export function nextDue({ facts, falling }: Pick<Scene, 'facts' | 'falling'>): Instant | undefined {
  const commissions = heldCommissions(facts, falling).map(({ at }) => at);
  const dates = watchedDates(facts, falling).flatMap(
    ({ request }) => nextOccurrence(request, zoneOf(facts))?.at ?? [],
  );
  const all = [...commissions, ...dates];
  return all.length > 0 ? Math.min(...all) : undefined;
}

/** Commits what has fallen due by now, as the activity `record-due` does, and tells the run. */
export function recordDue(scene: Scene): void {
  const { facts, falling, run } = scene;
  for (const { sold, at } of heldCommissions(facts, falling)) if (at <= run.now) release(facts, sold, at);
  const zone = zoneOf(facts);
  for (const { door, request } of watchedDates(facts, falling)) {
    const { map, date } = door;
    for (const { date: day, at } of occurrencesUntil(request, zone, run.now))
      appendEvent(facts, {
        type: 'date-reached',
        source: `/dates/${map}`,
        id: `${facts.contact.id}/${date.door}/${day}`,
        time: at,
        data: { map, door: date.door, date: day, changes: [] },
      });
  }
  facts.datesToldUntil = run.now;
  deliverEvents(scene);
}

function heldCommissions(facts: Facts, { programs }: FallingDue): { sold: LedgerEntry; at: Instant }[] {
  return facts.ledger.flatMap((sold) => {
    const isHeld = sold.body !== undefined && sold.commission > 0 && !facts.payableTold.has(sold.id);
    const program = facts.settings.programs[sold.program];
    if (!isHeld || !program || !programs.includes(program.name)) return [];
    return [{ sold, at: payableAt(program, sold.sale.at) }];
  });
}

/** The end of a holding period; nothing is told where nothing is left of the commission. */
function release(facts: Facts, { type, id, program, sale }: LedgerEntry, at: Instant): void {
  const changes = changesBy(facts, program, () => void facts.payableTold.add(id));
  const amount = facts.ledger
    .filter((entry) => entry.sale.id === sale.id)
    .reduce((sum, { commission }) => sum + commission, 0);
  if (amount <= 0) return;
  appendEvent(facts, {
    type: 'commission-payable',
    source: '/commissions/webhook',
    id,
    time: at,
    data: {
      sale,
      commission: { amount, ...(type === 'second-tier' ? { secondTier: true } : {}) },
      program,
      changes,
    },
  });
}

/** The dates of the contact that doors for anyone watch, from their first application on: before, nobody knows them. */
function watchedDates(facts: Facts, { doors }: FallingDue): { door: DateDoor; request: DateRequest }[] {
  const knownSince = Object.values(facts.enrolments).map(({ appliedAt }) => appliedAt);
  if (knownSince.length === 0) return [];
  const after = Math.max(facts.datesToldUntil, Math.min(...knownSince));
  return doors.flatMap((door) => {
    const from = dateOf(facts, door);
    if (from === undefined) return [];
    const { offset, at, every } = door.date;
    return [
      { door, request: { from, at, after, ...(offset ? { offset } : {}), ...(every ? { every } : {}) } },
    ];
  });
}

function dateOf(facts: Facts, { program, date: { on } }: DateDoor): Instant | string | undefined {
  if ('date' in on) return on.date;
  const { contact, enrolments } = fieldsNow(facts);
  const value = (isEnrolmentField(on.field) ? enrolments[program ?? ''] : contact)?.[on.field];
  if (typeof value === 'number') return value;
  return typeof value === 'string' && isCalendarDate(value) ? value : undefined;
}
