import type { QuestionKey } from './expire-question.ts';
import type { Partners } from './partners.ts';
import { taskOf, type Task } from './tasks.ts';

/** A task as the console shows it: with whom it is about. */
export interface ConsoleTask extends Task {
  email: string;
  firstName: string | null;
  lastName: string | null;
}

/** Open tasks of any of the teams, the oldest first, at most `limit`; `total` counts them all. */
export async function openTasks(
  p: Partners,
  teams: string[],
  limit: number,
): Promise<{ tasks: ConsoleTask[]; total: number }> {
  const open = tasksWithContacts(p).where('t.team', 'in', teams).where('t.outcome', 'is', null);
  const rows = await open.orderBy('t.requested_at').orderBy('t.entry').limit(limit).execute();
  const { total } = await p.db
    .selectFrom('tasks')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('team', 'in', teams)
    .where('outcome', 'is', null)
    .executeTakeFirstOrThrow();
  return { tasks: rows.map(viewOf), total: Number(total) };
}

/** Open tasks of any of the teams about one contact, in the order of asking. */
export async function openTasksOf(p: Partners, teams: string[], contactId: string): Promise<ConsoleTask[]> {
  const rows = await tasksWithContacts(p)
    .where('t.contact_id', '=', contactId)
    .where('t.team', 'in', teams)
    .where('t.outcome', 'is', null)
    .orderBy('t.entry')
    .execute();
  return rows.map(viewOf);
}

/** One task of any of the teams; undefined when there is none, or when it was given to others. */
export async function findTask(
  p: Partners,
  teams: string[],
  { contactId, map, entry }: QuestionKey,
): Promise<ConsoleTask | undefined> {
  const row = await tasksWithContacts(p)
    .where('t.contact_id', '=', contactId)
    .where('t.map', '=', map)
    .where('t.entry', '=', entry)
    .where('t.team', 'in', teams)
    .executeTakeFirst();
  return row && viewOf(row);
}

function tasksWithContacts(p: Partners) {
  return p.db
    .selectFrom('tasks as t')
    .innerJoin('contacts as c', 'c.id', 't.contact_id')
    .selectAll('t')
    .select(['c.email', 'c.first_name', 'c.last_name']);
}

type Row = Parameters<typeof taskOf>[0] & {
  email: string;
  first_name: string | null;
  last_name: string | null;
};

function viewOf(row: Row): ConsoleTask {
  return { ...taskOf(row), email: row.email, firstName: row.first_name, lastName: row.last_name };
}
