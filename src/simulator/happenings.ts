import type { ActivityJob, MailRequest } from '../program/commands.ts';
import type { Decision } from '../program/decide.ts';
import { decimalOf } from '../program/money.ts';
import type { Program, Programs } from '../program/program.ts';
import type { MapState, RunState } from '../program/run-state.ts';
import type { Instant } from '../program/time.ts';
import { currencyOf } from '../program/turn.ts';
import { RELEASE_SET } from './facts.ts';
import { templateOf } from './email-loader.ts';
import type { Happening } from './report.ts';

type Told<K extends Happening['kind']> = Omit<Extract<Happening, { kind: K }>, 'at'>;

/** What a decision did, for the timeline: doors opened, milestones reached, steps entered, mails called back, … */
export function happenings(
  programs: Programs,
  before: RunState,
  { state, arrivals }: Decision,
  now: Instant,
): Happening[] {
  const at = new Date(now).toISOString();
  const told = [
    ...milestonesReached(programs, before, state),
    ...arrivals.flatMap(({ map, step, door, first, skipped }) => [
      ...(first && !door.startsWith('milestones/') ? [{ kind: 'trigger' as const, map, trigger: door }] : []),
      ...(skipped ? [] : [{ kind: 'step' as const, map, step }]),
    ]),
    ...retracted(before, state),
    ...stuck(before, state),
    ...left(programs, before, state),
  ];
  return told.map((happening) => ({ at, ...happening }));
}

/** The program of a map in a scenario's only release set. */
export function programOf({ programs, sets }: Programs, map: string): Program | undefined {
  return programs[sets[RELEASE_SET]?.maps[map] ?? ''];
}

/** A threshold in major units where the field that it watches is money. */
export function thresholdOf(program: Program | undefined, milestone: string, value: number): number {
  const field = program?.milestones.find(({ name }) => name === milestone)?.field ?? '';
  const currency = program?.fields[field] === 'money' ? currencyOf(program, field) : undefined;
  return currency ? Number(decimalOf(value, currency)) : value;
}

function milestonesReached(programs: Programs, before: RunState, after: RunState): Told<'milestone'>[] {
  return Object.entries(after.maps).flatMap(([map, { milestones }]) =>
    Object.entries(milestones).flatMap(([milestone, values]) => {
      const known = before.maps[map]?.milestones[milestone] ?? [];
      return values
        .filter((value) => !known.includes(value))
        .map((value) => {
          const threshold = thresholdOf(programOf(programs, map), milestone, value);
          return { kind: 'milestone' as const, map, milestone, value: threshold };
        });
    }),
  );
}

/** Mails that waited to be tried again, and now will not be: their place has gone elsewhere. */
function retracted(before: RunState, after: RunState): Told<'skipped'>[] {
  const kept = new Set([...after.jobs.map(({ job }) => job.id), ...waitingJobs(after).map(({ id }) => id)]);
  return waitingJobs(before).flatMap((job) => {
    const mail = mailOf(job);
    if (!mail || kept.has(job.id)) return [];
    const { map, step } = job.origin;
    return [{ kind: 'skipped' as const, map, step, template: templateOf(mail), why: 'retracted' }];
  });
}

/** Work that is asked for and not under way. */
function waitingJobs({ jobs, maps }: RunState): ActivityJob[] {
  const retries = Object.values(maps).flatMap(({ places }) =>
    places.flatMap(({ waits }) => (waits.for === 'retry' ? [waits.job] : [])),
  );
  return [...jobs.filter(({ running }) => !running).map(({ job }) => job), ...retries];
}

function mailOf(job: ActivityJob): MailRequest | undefined {
  return 'mail' in job.input ? job.input.mail : undefined;
}

function stuck(before: RunState, after: RunState): Told<'stuck'>[] {
  return Object.entries(after.maps).flatMap(([map, { places }]) =>
    places.flatMap(({ entry, step, waits }) => {
      if (waits.for !== 'repair' || isStuck(before.maps[map], entry)) return [];
      return [{ kind: 'stuck' as const, map, step, reason: waits.reason }];
    }),
  );
}

function isStuck(map: MapState | undefined, entry: number): boolean {
  return map?.places.some((place) => place.entry === entry && place.waits.for === 'repair') ?? false;
}

/** Notices are no map that anybody stands on. */
function left(programs: Programs, before: RunState, after: RunState): Told<'left'>[] {
  return Object.entries(before.maps)
    .filter(([map, { places }]) => places.length > 0 && programOf(programs, map)?.kind === 'map')
    .filter(([map]) => (after.maps[map]?.places.length ?? 0) === 0)
    .map(([map]) => ({ kind: 'left' as const, map }));
}
