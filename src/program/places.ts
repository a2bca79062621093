import { listenFrom } from './heard.ts';
import type { StepId } from './program.ts';
import type { MilestoneOccasion, Place, RunState, Waiting } from './run-state.ts';
import type { Move } from './steps/step-rules.ts';
import { isPaused } from './paused.ts';
import { learnAnswers } from './occasions.ts';
import { takeRound } from './rounds.ts';
import type { StepKind } from './step-types.ts';
import { rulesOf } from './steps/table.ts';
import { conditionHolds, type MapTurn } from './turn.ts';

/** What a place waits for that takes its time, other than for work of its own. */
const STANDING_STILL: ReadonlySet<Waiting['for']> = new Set(['instant', 'event', 'decision', 'join']);

/** More standings than this on one map are a mistake in the making: further ones are refused. */
const MOST_PLACES = 500;

/** Starts a place at the first step of a door's path; refused (and recorded) beyond the bound. */
export function startPlace(
  turn: MapTurn,
  start: Pick<Place, 'door' | 'main' | 'occasion' | 'branch' | 'heard' | 'round'> & { first: StepId | null },
): boolean {
  const { map, program } = turn;
  if (map.places.length >= MOST_PLACES) {
    refuse(turn, start.door, `overflow: the contact already stands ${MOST_PLACES} times on ${program.map}`);
    return false;
  }
  if (turn.full) {
    refuse(turn, start.door, 'overflow: what the run knows has grown to its bound of 512 KiB');
    return false;
  }
  const place: Place = {
    // None yet: the number of another place would drop that place's work.
    entry: 0,
    step: '',
    since: turn.now,
    main: start.main,
    door: start.door,
    occasion: start.occasion,
    waits: { for: 'nothing' },
    ...(start.round ? { round: start.round } : {}),
    ...(start.branch ? { branch: start.branch } : {}),
    ...(start.heard ? { heard: start.heard } : {}),
  };
  map.places.push(place);
  map.release = turn.release;
  goTo(turn, place, start.first);
  return true;
}

/**
 * Moves a place on until it stands still, runs out or leaves. It ends: paths without a wait are acyclic, and waits that
 * are passed at once are counted.
 */
export function follow(turn: MapTurn, place: Place, first: Move): void {
  let move = first;
  if (STANDING_STILL.has(place.waits.for)) delete place.passed;
  // A place that stands nowhere yet is one decided anew: what it asks for waits for the end of the pause.
  if (move.move === 'go' && place.step !== '' && isPaused(turn)) {
    place.waits = { for: 'resume', to: move.to };
    turn.touched = true;
    return;
  }
  let skipped = false;
  while (move.move === 'go' || move.move === 'part') {
    if (move.move === 'part' && !startOthers(turn, place, move.others)) return;
    if (place.step !== '' && !skipped)
      turn.ways.push({ map: turn.program.map, from: place.step, to: move.to });
    turn.touched = true;
    dropUnstarted(turn, place);
    cancelPaths(turn, place);
    const step = move.to === null || isJoin(turn, place, move.to) ? undefined : turn.program.steps[move.to];
    if (!step) return runOut(turn, place);
    if (MAILS.has(step.kind) && mustLeave(turn)) return leaveMap(turn);
    skipped = step.if !== undefined && !conditionHolds(turn, step.if, place.occasion);
    arrive(turn, place, step.id, skipped);
    move = skipped ? { move: 'go', to: step.next } : rulesOf(step).enter(turn, place, step);
  }
  if (move.move === 'leave') return leaveMap(turn);
  if (move.move === 'retract') return removePlace(turn, place);
  if (move.move === 'send') return sendOut(turn, place, move);
  turn.touched = true;
  if (move.move === 'stay') {
    place.waits = move.waits;
    return;
  }
  place.waits = { for: 'activity', id: move.job.id, attempts: 0 };
  turn.state.jobs.push({ job: move.job, running: false });
}

/** Steps that send a mail as soon as a place comes to them. */
const MAILS: ReadonlySet<StepKind> = new Set(['approve', 'email', 'grantLogin', 'notify', 'task']);

/** Where the paths of a fork come together: a place that walks one has run out of it there. */
function isJoin({ map, program }: MapTurn, { branch }: Place, to: StepId): boolean {
  const fork = branch && map.places.find(({ entry }) => entry === branch.fork);
  return fork !== undefined && program.steps[fork.step]?.next === to;
}

/** Whether the contact stands on a map whose `exitWhen` holds: asked at each change and before each mail. */
export function mustLeave(turn: MapTurn): boolean {
  const { exitWhen } = turn.program;
  return (
    exitWhen !== undefined &&
    !isPaused(turn) &&
    turn.map.places.length > 0 &&
    conditionHolds(turn, exitWhen, {})
  );
}

/** Sends a place to a step; null is the end of its path. */
export function goTo(turn: MapTurn, place: Place, to: StepId | null): void {
  follow(turn, place, { move: 'go', to });
}

/** A main place parks at the implicit end of its door; an added one is gone, or goes through its next threshold. */
function runOut(turn: MapTurn, place: Place): void {
  if (place.branch) return joinFork(turn, place, place.branch);
  const { milestone } = place.occasion;
  const [value, ...rest] = milestone?.rest ?? [];
  if (milestone && value !== undefined) return nextThreshold(turn, place, milestone, value, rest);
  if (!place.main) return removePlace(turn, place);
  arrive(turn, place, `${place.door}.end`);
}

/** A fork that does not join: the other paths are added places from now on. False where one has left the map with all. */
function startOthers(turn: MapTurn, place: Place, others: readonly StepId[]): boolean {
  return others.every((first) => {
    startPlace(turn, { ...companionOf(place), first });
    return turn.map.places.includes(place);
  });
}

/** A fork that joins: added places walk its paths, and the place waits for them. */
function sendOut(turn: MapTurn, place: Place, { paths, next }: Extract<Move, { move: 'send' }>): void {
  const { entry } = place;
  turn.touched = true;
  place.waits = { for: 'join', paths: paths.map(({ name }) => name) };
  for (const { name, first } of paths) {
    const branch = { fork: entry, path: name };
    const started = startPlace(turn, { ...companionOf(place), first, branch });
    // Paths without a wait may have run out already, and then the place has gone on.
    if (place.entry !== entry || !turn.map.places.includes(place)) return;
    if (!started) return goTo(turn, place, next);
  }
}

/** An added place that sets out at a fork, with what the place there knows and came by. */
function companionOf(place: Place) {
  const { door, heard, round } = place;
  const { milestone, ...occasion } = place.occasion;
  const start = { door, main: false, ...(heard ? { heard } : {}), ...(round ? { round } : {}) };
  if (!milestone) return { ...start, occasion };
  // One occasion from now on walks in several places, and is retracted in all of them or in none.
  milestone.shared ??= place.entry;
  // Later thresholds of `onJump: each` are gone through by the place at the fork, not by each of its paths.
  return { ...start, occasion: { ...occasion, milestone: { ...milestone, rest: [] } } };
}

/** The path of a fork has run out: the place that waits there goes on when that was what it waited for. */
function joinFork(turn: MapTurn, place: Place, { fork, path }: NonNullable<Place['branch']>): void {
  const parent = turn.map.places.find(({ entry, waits }) => entry === fork && waits.for === 'join');
  dropUnstarted(turn, place);
  turn.map.places = turn.map.places.filter((other) => other !== place);
  if (parent?.waits.for !== 'join') return;
  const step = turn.program.steps[parent.step];
  const paths = parent.waits.paths.filter((other) => other !== path);
  parent.waits = { for: 'join', paths };
  if (place.heard) parent.heard = { ...parent.heard, ...place.heard };
  learnAnswers(parent, place.occasion.calls);
  takeRound(parent, Math.max(parent.round ?? 0, place.round ?? 0));
  if (step?.kind === 'fork' && (step.join === 'any' || paths.length === 0)) goTo(turn, parent, step.next);
}

/** The paths of a fork end with the place that waits there for them, and what they have not sent is retracted. */
export function cancelPaths(turn: MapTurn, place: Place): void {
  if (place.waits.for !== 'join') return;
  place.waits = { for: 'nothing' };
  for (const other of turn.map.places.filter(({ branch }) => branch?.fork === place.entry)) {
    cancelPaths(turn, other);
    dropUnstarted(turn, other);
    turn.map.places = turn.map.places.filter((one) => one !== other);
  }
}

function arrive(turn: MapTurn, place: Place, step: StepId, skipped = false): void {
  const first = place.step === '';
  place.entry = ++turn.state.entry;
  place.step = step;
  place.since = turn.now;
  place.waits = { for: 'nothing' };
  listenFrom(turn, place, step);
  if (turn.round !== undefined) takeRound(place, turn.round);
  turn.arrivals.push({ map: turn.program.map, step, entry: place.entry, door: place.door, first, skipped });
}

function nextThreshold(
  turn: MapTurn,
  place: Place,
  past: MilestoneOccasion,
  value: number,
  rest: number[],
): void {
  const set = turn.program.milestones.find(({ name }) => `milestones/${name}` === place.door);
  const index = set?.at.findIndex((threshold) => threshold.value === value) ?? -1;
  const next = set?.at[index + 1]?.value;
  const { next: _past, shared: _others, ...kept } = past;
  place.occasion = {
    ...place.occasion,
    milestone: {
      ...kept,
      value,
      values: [value],
      rest,
      sent: false,
      ...(next === undefined ? {} : { next }),
    },
  };
  goTo(turn, place, set?.at[index]?.first ?? null);
}

/** Work that a place asked for and that has not started goes with it. */
export function dropUnstarted(turn: MapTurn, { entry }: Place): void {
  const { state, program } = turn;
  const isStale = ({ job, running }: RunState['jobs'][number]) =>
    !running && job.origin.entry === entry && job.origin.map === program.map;
  if (state.jobs.some(isStale)) state.jobs = state.jobs.filter((job) => !isStale(job));
}

/** Takes one place off the map; with the last one the contact has left it. */
export function removePlace(turn: MapTurn, place: Place): void {
  cancelPaths(turn, place);
  dropUnstarted(turn, place);
  turn.map.places = turn.map.places.filter((other) => other !== place);
  turn.touched = true;
  if (turn.map.places.length === 0) leaveMap(turn);
}

/** The contact leaves the map: every place goes, and work that has not started is retracted. */
export function leaveMap(turn: MapTurn): void {
  const { map, program, state } = turn;
  map.places = [];
  delete map.goals;
  map.release = '';
  if (program.kind === 'map') map.leftAt = turn.now;
  state.jobs = state.jobs.filter(({ job, running }) => running || job.origin.map !== program.map);
  turn.touched = true;
}

const MOST_REFUSALS = 20;

/** Records why something was refused instead of decided; the newest are kept. */
export function refuse(turn: Pick<MapTurn, 'state' | 'now'>, what: string, why: string): void {
  turn.state.refused = [...turn.state.refused, { at: turn.now, what, why }].slice(-MOST_REFUSALS);
}
