import type { Selectable, Transaction } from 'kysely';
import type { Origin } from '../program/commands.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';
import type { QuestionKey } from './expire-question.ts';
import type { Partners } from './partners.ts';

/** A task that was given to a team. */
export interface Task extends QuestionKey {
  step: string;
  team: string;
  title: string;
  /** Those that a person can choose. */
  outcomes: string[];
  requestedAt: Instant;
  /** Absent while it is open; the outcome is `expired` where nobody did it in time. */
  done?: { outcome: string; by: string; at: Instant };
}

/** Gives a task to a team, in the transaction of the activity that asks for it; asked again, it is there already. */
export async function requestTask(
  p: Partners,
  trx: Transaction<Database>,
  task: { contactId: string; origin: Origin } & Pick<Task, 'team' | 'title' | 'outcomes'>,
): Promise<void> {
  const { contactId, origin, team, title, outcomes } = task;
  await trx
    .insertInto('tasks')
    .values({
      contact_id: contactId,
      map: origin.map,
      entry: origin.entry,
      step: origin.step,
      team,
      title,
      outcomes: JSON.stringify(outcomes),
      requested_at: p.now(),
      outcome: null,
      decided_at: null,
      decided_by: null,
    })
    .onConflict((conflict) => conflict.columns(['contact_id', 'map', 'entry']).doNothing())
    .execute();
}

/** All tasks about one contact, in the order of asking. */
export async function tasksOf(p: Pick<Partners, 'db'>, contactId: string): Promise<Task[]> {
  const rows = await p.db
    .selectFrom('tasks')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('requested_at')
    .orderBy('entry')
    .execute();
  return rows.map(taskOf);
}

/** The task of a row. */
export function taskOf(row: Selectable<Database['tasks']>): Task {
  const { contact_id: contactId, map, entry, step, team, title, requested_at: requestedAt } = row;
  const { outcome, decided_at: at, decided_by: by } = row;
  return {
    contactId,
    map,
    entry,
    step,
    team,
    title,
    outcomes: JSON.parse(row.outcomes) as string[],
    requestedAt,
    ...(outcome === null || at === null ? {} : { done: { outcome, by: by ?? 'nobody', at } }),
  };
}
