import type { Origin } from '../program/commands.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent, refusal, type Facts, type Refusal } from './facts.ts';

/** How a task went, as a scenario writes it. */
export interface FinishedTask {
  step: string;
  outcome: string;
  by: string;
}

/** Gives a task to a team; asked again, it is there already. */
export function requestTask(facts: Facts, { map, entry, step }: Origin, outcomes: string[]): void {
  if (facts.tasks.some((row) => row.map === map && row.entry === entry)) return;
  facts.tasks.push({ map, entry, step, outcomes });
}

/** Ends the newest open task of a step. The first outcome stands; a second one is refused with who was first. */
export function finishTask(
  facts: Facts,
  { step, outcome, by }: FinishedTask,
  now: Instant,
): { recorded: string } | { refused: Refusal } {
  const given = facts.tasks.filter((task) => task.step === step);
  const task = given.filter(({ decided }) => !decided).at(-1);
  const done = given.at(-1)?.decided;
  if (!task && done) {
    const when = new Date(done.at).toISOString();
    return refusal('already-done', `this task was ended before: ${done.outcome} by ${done.by} on ${when}`);
  }
  if (!task) return refusal('nothing-open', `no task was given at the step “${step}”`);
  if (!task.outcomes.includes(outcome)) {
    return refusal('unknown-outcome', `the outcomes of “${step}” are ${task.outcomes.join(', ')}`);
  }
  task.decided = { outcome, by, at: now };
  const { map, entry } = task;
  appendEvent(facts, {
    type: 'task-done',
    source: '/tasks',
    id: `${map}/${entry}`,
    time: now,
    data: { map, entry, outcome, by, changes: [] },
  });
  return { recorded: `${step}: ${outcome} by ${by}` };
}
