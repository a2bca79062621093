import { retry, settle } from './activity-outcomes.ts';
import type { Command, KernelEvent } from './commands.ts';
import { isEnrolmentField } from './contact-fields.ts';
import { dateFound, datesReached, keepDates } from './dates.ts';
import { contactDraft, draftOf, enrolmentDraft, mapDraft } from './draft.ts';
import type { Cause, ContactEvent } from './events.ts';
import { enrolAt } from './enrol-at.ts';
import { achieveGoals } from './goals.ts';
import { hearFor } from './heard.ts';
import { listensTo } from './listeners.ts';
import { hold, release } from './hold.ts';
import { countReached, judgeMilestones } from './milestones.ts';
import { occurrencesOf } from './occurrences.ts';
import { isPaused } from './paused.ts';
import { follow, leaveMap, mustLeave, refuse } from './places.ts';
import type { Program, Programs, ReleaseSet } from './program.ts';
import type { Occurrence, Place, RunState } from './run-state.ts';
import { remembers, wakeOf } from './run-views.ts';
import { roundOf } from './rounds.ts';
import { standingOn, type Standing } from './standing.ts';
import { isFull } from './state-size.ts';
import { rulesOf } from './steps/table.ts';
import type { Instant } from './time.ts';
import { openTriggers } from './triggers.ts';
import type { Arrival, MapTurn, Turn, Way } from './turn.ts';

/** More activities of one run than this are never under way at once; the rest wait in the state, in order. */
export const MOST_RUNNING = 20;

/** What a decision leads to: the new state, and what to ask of the world. */
export interface Decision {
  state: RunState;
  commands: Command[];
  /** The steps that places came to, in order. */
  arrivals: Arrival[];
  /** The ways that places took, in order; those past a step whose `if` was false are none. */
  ways: Way[];
}

/**
 * The meaning of all maps of one contact: a pure function of what is known, what happened and the instant.
 * The state that is passed in is not changed. A program that the state names must be in `programs`.
 * With `hold` no activity is started: what is asked for stays queued in the state (before continue-as-new).
 * `reserved`: how many activities the driver runs, or is about to run, of its own.
 */
export function decide(
  programs: Programs,
  state: RunState,
  event: KernelEvent,
  now: Instant,
  { hold = false, reserved = 0 }: { hold?: boolean; reserved?: number } = {},
): Decision {
  const turn: Turn = {
    state: draftOf(state),
    before: state,
    now,
    resolves: [],
    dates: [],
    arrivals: [],
    ways: [],
    touched: false,
    round: roundOf(event),
    full: event.type === 'event' && isFull(state),
  };
  tell(programs, turn, event);
  if (turn.touched) turn.state.revision += 1;
  const commands: Command[] = [];
  for (const request of turn.resolves) commands.push({ type: 'resolve', request });
  for (const request of turn.dates) commands.push({ type: 'find-date', request });
  if (!hold) startJobs(turn.state, MOST_RUNNING - reserved, commands);
  return { state: turn.state, commands, arrivals: turn.arrivals, ways: turn.ways };
}

function tell(programs: Programs, turn: Turn, event: KernelEvent): void {
  switch (event.type) {
    case 'event':
      return hear(programs, turn, event.event);
    case 'activity-ended': {
      const entry = turn.state.jobs.find(({ job, running }) => running && job.id === event.id);
      if (!entry) return;
      turn.state.jobs = turn.state.jobs.filter((other) => other !== entry);
      return withMap(programs, turn, entry.job.origin.map, (map) => settle(map, entry.job, event.outcome));
    }
    case 'resolved':
      return eachPlace(programs, turn, (map, place) => resolve(map, place, event));
    case 'date-found':
      return eachMap(programs, turn, (map) => dateFound(map, event));
    case 'clock':
      eachMap(programs, turn, reachDates);
      return eachPlace(programs, turn, wake);
  }
}

/** The instant that a place asked for is known; one that nobody waits for any more is dropped. */
function resolve(turn: MapTurn, place: Place, { id, at }: Extract<KernelEvent, { type: 'resolved' }>): void {
  const { waits } = place;
  const step = turn.program.steps[place.step];
  const asked = waits.for === 'resolution' ? waits.id : waits.for === 'event' ? waits.resolution : undefined;
  if (!step || asked !== id) return;
  const move = rulesOf(step).resolved?.(turn, place, step, at);
  if (move) follow(turn, place, move);
}

/** A fact about the contact: changes are applied, then every map that listens decides what each occurrence means. */
function hear(programs: Programs, turn: Turn, event: ContactEvent): void {
  const { state } = turn;
  if (event.sequence <= state.sequence) return;
  state.sequence = event.sequence;
  state.releaseSet = event.releaseset;
  const maps = mapsInOrder(programs, state);
  const stood = new Map<string, Standing>();
  apply(turn, event);
  for (const occurrence of occurrencesOf(event)) {
    for (const name of maps) {
      if (!mayMatter(programs, state, name, occurrence)) continue;
      // No other map moves anybody on this one, so whom the event finds here stood here before it.
      const standing = stood.get(name) ?? standingOn(state.maps[name]);
      stood.set(name, standing);
      withMap(programs, turn, name, (map) => {
        if (mustLeave(map)) leaveMap(map);
        if (concerns(map, event)) decideMap(map, occurrence, standing);
        if (mustLeave(map)) leaveMap(map);
      });
    }
  }
  actOnMaps(programs, turn, event);
  const { cause } = event.data;
  if (cause) withMap(programs, turn, cause.map, (map) => goOn(map, cause));
}

/** What was done by hand, or by a step of another map, to what the contact has on one map or on all. */
function actOnMaps(programs: Programs, turn: Turn, { type, data }: ContactEvent): void {
  if (type === 'removed') {
    withMap(programs, turn, data.map, (map) => map.map.places.length > 0 && leaveMap(map));
  } else if (type === 'added' && data.at !== undefined) {
    const { at } = data;
    withMap(programs, turn, data.map, (map) =>
      isPaused(map) ? refuse(turn, `added at ${at}`, `${data.map} is paused`) : enrolAt(map, at),
    );
  } else if (type === 'paused' || type === 'resumed') {
    setPaused(programs, turn, type === 'paused', data.map);
  } else if (type === 'imported') {
    eachMap(programs, turn, (map) => concerns(map, { data }) && countReached(map));
  }
}

function setPaused(programs: Programs, turn: Turn, paused: boolean, map: string | undefined): void {
  const { state } = turn;
  const names = map === undefined ? mapsInOrder(programs, state) : [map];
  const wasPaused = new Set(names.filter((name) => isPaused({ state, map: state.maps[name] })));
  const flags = map === undefined ? state : mapDraft(turn, map);
  if (paused) flags.paused = true;
  else delete flags.paused;
  turn.touched = true;
  for (const name of names) {
    withMap(programs, turn, name, (one) => wasPaused.has(name) && !isPaused(one) && release(one));
  }
}

/** What a step asked to have recorded is decided by all maps: its place goes on. */
function goOn(turn: MapTurn, { entry }: Cause): void {
  const place = turn.map.places.find((each) => each.entry === entry);
  const step = place && turn.program.steps[place.step];
  if (place && step) follow(turn, place, { move: 'go', to: step.next });
}

/** Whether anything on a map listens to an occurrence of this kind; what nobody hears costs nothing. */
function mayMatter(programs: Programs, state: RunState, name: string, occurrence: Occurrence): boolean {
  const program = programs.programs[releaseOf(programs, state, name)];
  if (!program) return false;
  if (program.exitWhen !== undefined || listensTo(program, occurrence)) return true;
  return state.maps[name]?.places.some((place) => isListening(program, place)) ?? false;
}

function isListening({ steps }: Program, { step, heard }: Place): boolean {
  const stoodAt = steps[step];
  return heard !== undefined || (stoodAt !== undefined && rulesOf(stoodAt).happened !== undefined);
}

/** What an occurrence means on one map: doors first, then milestones, goals, and those who wait for it. */
export function decideMap(turn: MapTurn, occurrence: Occurrence, stood: Standing): void {
  const waiting = turn.map.places.map((place) => ({ place, entry: place.entry }));
  if (isPaused(turn)) hold(turn, occurrence);
  else {
    openTriggers(turn, occurrence, stood);
    judgeMilestones(turn, occurrence, stood);
    achieveGoals(turn, occurrence, stood);
  }
  for (const { place, entry } of waiting) {
    const step = turn.program.steps[place.step];
    // Whom a door, a goal or another place has moved meanwhile has had this occurrence.
    if (!step || place.entry !== entry || !turn.map.places.includes(place)) continue;
    hearFor(turn, place, occurrence);
    const move = rulesOf(step).happened?.(turn, place, step, occurrence);
    if (move) follow(turn, place, move);
  }
}

/** Facts of one partner program are no business of another's maps. */
function concerns({ program }: MapTurn, { data }: Pick<ContactEvent, 'data'>): boolean {
  return data.program === undefined || program.program === undefined || data.program === program.program;
}

function apply(turn: Turn, { data }: ContactEvent): void {
  for (const { field, after } of data.changes) {
    if (!isEnrolmentField(field)) contactDraft(turn)[field] = after;
    else if (data.program) enrolmentDraft(turn, data.program)[field] = after;
  }
}

/** The notices of the programs first, then the maps by name; those the contact stands on included, released or not. */
function mapsInOrder(programs: Programs, state: RunState): readonly string[] {
  const set = programs.sets[state.releaseSet];
  const released = set ? releasedInOrder(set) : [];
  const others = Object.keys(state.maps).filter(
    (name) => !Object.hasOwn(set?.maps ?? {}, name) && (state.maps[name]?.places.length ?? 0) > 0,
  );
  return others.length === 0 ? released : [...released, ...others].sort(noticesFirst);
}

const ordered = new WeakMap<ReleaseSet, readonly string[]>();

/** Sorted once for each release set: they are frozen. */
function releasedInOrder(set: ReleaseSet): readonly string[] {
  const known = ordered.get(set);
  if (known) return known;
  const found = Object.keys(set.maps).sort(noticesFirst);
  ordered.set(set, found);
  return found;
}

function noticesFirst(a: string, b: string): number {
  const isNotices = (name: string) => name.endsWith('.notices');
  return Number(isNotices(b)) - Number(isNotices(a)) || (a < b ? -1 : 1);
}

/** Runs a rule on one map, with the program that its places obey; a map the contact is new to obeys the current set. */
function withMap(programs: Programs, turn: Turn, name: string, rule: (map: MapTurn) => unknown): void {
  const { state } = turn;
  const release = releaseOf(programs, state, name);
  const map = mapDraft(turn, name);
  const program = programs.programs[release];
  if (program) {
    const mapTurn: MapTurn = { ...turn, program, release, map };
    rule(mapTurn);
    keepDates(mapTurn);
    turn.touched ||= mapTurn.touched;
  }
  if (map.places.length === 0 && !remembers(map)) delete state.maps[name];
}

function releaseOf({ sets }: Programs, { maps, releaseSet }: RunState, name: string): string {
  const map = maps[name];
  return map && map.places.length > 0 ? map.release : (sets[releaseSet]?.maps[name] ?? '');
}

function eachMap(programs: Programs, turn: Turn, rule: (map: MapTurn) => unknown): void {
  for (const name of Object.keys(turn.state.maps)) withMap(programs, turn, name, rule);
}

function eachPlace(programs: Programs, turn: Turn, rule: (map: MapTurn, place: Place) => void): void {
  eachMap(programs, turn, (map) => {
    for (const place of map.map.places.slice()) if (map.map.places.includes(place)) rule(map, place);
  });
}

/** The dates of the map that have come by now, before the waits that are over. */
function reachDates(turn: MapTurn): void {
  for (const occurrence of datesReached(turn)) {
    decideMap(turn, occurrence, standingOn(turn.map));
    if (mustLeave(turn)) leaveMap(turn);
  }
}

function wake(turn: MapTurn, place: Place): void {
  const at = wakeOf(place);
  const step = turn.program.steps[place.step];
  if (at === undefined || at > turn.now || !step || isPaused(turn)) return;
  const mayMail = place.waits.for === 'retry' || place.waits.for === 'decision';
  if (mayMail && mustLeave(turn)) return leaveMap(turn);
  if (place.waits.for === 'retry') return retry(turn, place, place.waits);
  const move = rulesOf(step).due?.(turn, place, step);
  if (move) follow(turn, place, move);
}

function startJobs(state: RunState, most: number, commands: Command[]): void {
  const { jobs, maps } = state;
  let running = 0;
  for (const entry of jobs) if (entry.running) running += 1;
  for (const [index, { job, running: isStarted }] of jobs.entries()) {
    if (isStarted || running >= most || isPaused({ state, map: maps[job.origin.map] })) continue;
    jobs[index] = { job, running: true };
    running += 1;
    commands.push({ type: 'run-activity', job });
  }
}
