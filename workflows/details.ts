import { setCurrentDetails } from '@temporalio/workflow';
import { programs } from 'mapwright-programs';
import type { ActivityOutcome, KernelEvent } from '../src/program/commands.ts';
import type { Program } from '../src/program/program.ts';
import { isPaused } from '../src/program/paused.ts';
import type { Place, RunState } from '../src/program/run-state.ts';
import { positionsOf, wakeOf } from '../src/program/run-views.ts';
import { amountText } from '../src/program/summary.ts';
import type { Instant } from '../src/program/time.ts';
import { currencyOf } from '../src/program/turn.ts';

/** How many of the last activities are told. */
const MOST_TOLD = 8;

/**
 * Shows the operator, in Markdown, where the contact stands and what was done last (`recent`, oldest first); the
 * server keeps it outside the history. Nobody is named: the contact's page knows who it is.
 */
export function showDetails(state: RunState, recent: readonly string[]): void {
  const stands = positionsOf(state).map(({ map, step, since, wakeAt }) => {
    const next = wakeAt === undefined ? '' : `, next at ${iso(wakeAt)}`;
    const pause = isPaused({ state, map: state.maps[map] }) ? ' (paused)' : '';
    return `- **${map}**${pause} at \`${step}\` since ${iso(since)}${next}`;
  });
  setCurrentDetails(
    [
      `Contact \`${state.contactId}\`, ${state.sequence} events decided. Their page: /console/contacts/${state.contactId}`,
      ...section('Stands', stands.length > 0 ? stands : ['- nowhere']),
      ...section('Milestones reached', reachedIn(state)),
      ...section(
        'Done last',
        recent.map((line) => `- ${line}`),
      ),
      ...section(
        'Refused',
        state.refused.map(({ at, what, why }) => `- ${iso(at)} ${what}: ${why}`),
      ),
    ].join('\n'),
  );
}

/** The last activities with one more, which `event` tells the end of; `state` still has its job. */
export function withEnded(
  recent: readonly string[],
  state: RunState,
  event: KernelEvent,
  now: Instant,
): string[] {
  const job = event.type === 'activity-ended' && state.jobs.find(({ job: { id } }) => id === event.id)?.job;
  if (!job) return [...recent];
  return [...recent, `${iso(now)} ${job.summary}: ${verdictOf(event.outcome)}`].slice(-MOST_TOLD);
}

function verdictOf(outcome: ActivityOutcome): string {
  switch (outcome.status) {
    case 'done':
      return outcome.skipped ? `not sent (${outcome.skipped})` : 'done';
    case 'not-before':
      return `${outcome.why ? `held (${outcome.why})` : 'put off'} until ${iso(outcome.at)}`;
    case 'failed':
      return `failed: ${outcome.message}`;
  }
}

/** What the run's timer is for, in words. */
export function alarmReason({ maps }: RunState, at: Instant): string {
  for (const [map, { places, dates = {} }] of Object.entries(maps)) {
    const date = Object.entries(dates).find(([, { next }]) => next?.at === at);
    if (date) return `A date comes (${map}, ${date[0]})`;
    const place = places.find((each) => wakeOf(each) === at);
    if (place) return `${reasonOf(place)} (${map}/${place.step})`;
  }
  return 'Next step due';
}

function reasonOf({ waits }: Place): string {
  if (waits.for === 'retry') return `Try again: ${waits.job.summary}`;
  if (waits.for !== 'decision') return 'The wait is over';
  const reminds = waits.remindAt !== undefined && waits.remindAt < (waits.giveUpAt ?? Infinity);
  return reminds ? 'Remind the team to decide' : 'Nobody decided in time';
}

function reachedIn(state: RunState): string[] {
  return Object.entries(state.maps).flatMap(([map, { milestones, release }]) => {
    const program = programOf(state, map, release);
    return Object.entries(milestones).map(([set, values]) => {
      const field = program?.milestones.find(({ name }) => name === set)?.field ?? '';
      const currency = program?.fields[field] === 'money' ? currencyOf(program, field) : undefined;
      return `- **${map}** ${set}: ${values.map((value) => amountText(value, currency)).join(', ')}`;
    });
  });
}

/** The program that a map's memory is read with: the one it is stood on with, or the current one. */
function programOf({ releaseSet }: RunState, map: string, release: string): Program | undefined {
  return programs.programs[release] ?? programs.programs[programs.sets[releaseSet]?.maps[map] ?? ''];
}

function section(title: string, lines: string[]): string[] {
  // The UI shows a list only after an empty line.
  return lines.length > 0 ? ['', `**${title}**`, '', ...lines] : [];
}

function iso(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
