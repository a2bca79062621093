import type { Transaction } from 'kysely';
import type { Door } from '../program/events.ts';
import type { Instant } from '../program/time.ts';
import { appendEvent } from '../storage/outbox.ts';
import type { Database } from '../storage/schema.ts';
import { findContact } from './find-contact.ts';
import { atOneInstant, type Partners } from './partners.ts';
import { tasksOf, type Task } from './tasks.ts';
import { transact } from '../storage/transact.ts';

/** How a task went, and who says so. */
export interface FinishedTask {
  /** Contact id or email address. */
  contact: string;
  /** Needed when several tasks are open for the contact. */
  step?: string;
  map?: string;
  /** Names one standing on the map. */
  entry?: number;
  outcome: string;
  /** The email address of a person. */
  by: string;
  via?: Door;
}

/** `message` says to people what happened and what they can do. */
export type FinishResult =
  | { status: 'done'; contactId: string; map: string; step: string; title: string; outcome: string }
  | { status: 'already-done'; outcome: string; by: string; at: Instant; message: string }
  | { status: 'unknown-outcome'; outcomes: string[]; message: string }
  | { status: 'nothing-open'; message: string }
  | { status: 'unknown-contact'; message: string }
  /** `steps`: as `map/step`. */
  | { status: 'ambiguous'; steps: string[]; message: string };

/**
 * Ends a task with an outcome. The row decides who was first, also while Temporal is down; row and the fact that the
 * run learns of are one transaction.
 */
export async function finishTask(p: Partners, finished: FinishedTask): Promise<FinishResult> {
  const contact = await findContact(p, finished.contact);
  if (!contact) {
    return {
      status: 'unknown-contact',
      message:
        'There is no contact with this id or email address. Check the spelling; the task’s mail shows the id.',
    };
  }
  return transact(p.db, async (trx) => {
    const tasks = (await tasksOf({ db: trx }, contact.id)).filter((task) => isMeant(task, finished));
    const open = tasks.filter(({ done }) => !done);
    const steps = [...new Set(open.map(({ map, step }) => `${map}/${step}`))].sort();
    if (steps.length > 1) return ambiguous(steps);
    const task = open.at(-1);
    if (!task) return nothingOpen(tasks, finished);
    if (!task.outcomes.includes(finished.outcome)) return unknownOutcome(task);
    return settle(atOneInstant(p), trx, task, finished);
  });
}

function isMeant(task: Task, { map, step, entry }: FinishedTask): boolean {
  return (
    (map === undefined || task.map === map) &&
    (step === undefined || task.step === step) &&
    (entry === undefined || task.entry === entry)
  );
}

async function settle(
  p: Partners,
  trx: Transaction<Database>,
  { contactId, map, entry, step, title }: Task,
  { outcome, by, via }: FinishedTask,
): Promise<FinishResult> {
  await trx
    .updateTable('tasks')
    .set({ outcome, decided_at: p.now(), decided_by: by })
    .where('contact_id', '=', contactId)
    .where('map', '=', map)
    .where('entry', '=', entry)
    .execute();
  await appendEvent(trx, {
    contactId,
    source: '/tasks',
    eventId: `${contactId}/${map}/${entry}`,
    type: 'task-done',
    time: p.now(),
    data: { map, entry, outcome, by, ...(via === undefined ? {} : { via }), changes: [] },
    now: p.now(),
  });
  return { status: 'done', contactId, map, step, title, outcome };
}

function ambiguous(steps: string[]): FinishResult {
  const message = `Several tasks are open for the contact: ${steps.join(', ')}. Say which one is meant, with --step or --map.`;
  return { status: 'ambiguous', steps, message };
}

function unknownOutcome({ title, outcomes }: Task): FinishResult {
  const message = `The task “${title}” has no such outcome, so nothing was recorded. Its outcomes are: ${outcomes.join(', ')}.`;
  return { status: 'unknown-outcome', outcomes, message };
}

function nothingOpen(tasks: Task[], { step, map }: FinishedTask): FinishResult {
  const done = tasks.at(-1)?.done;
  if (done) {
    const message = `This task was ended before: ${done.outcome} by ${done.by} on ${new Date(done.at).toISOString()}. That outcome stands.`;
    return { status: 'already-done', ...done, message };
  }
  const where = [step && ` at the step “${step}”`, map && ` on the map “${map}”`].filter(Boolean).join('');
  return {
    status: 'nothing-open',
    message: `There is nothing to do: no task was given for the contact${where}. It may still be on its way; try again in a moment.`,
  };
}
