import type { QuestionKey } from './expire-question.ts';
import type { Partners } from './partners.ts';
import { isWithin, type Reach } from './reach.ts';
import { taskOf, type Task } from './tasks.ts';

/** A task as the console shows it: with whom it is about. */
export interface ConsoleTask extends Task {
  email: string;
  firstName: string | null;
  lastName: string | null;
}

/** Open tasks, the oldest first, at most `limit`; `total` counts them all. */
export async function openTasks(
  p: Partners,
  reach: Reach,
  limit: number,
): Promise<{ tasks: ConsoleTask[]; total: number }> {
  const open = tasksWithContacts(p).where(isWithin(reach, 't.team')).where('t.outcome', 'is', null);
  const rows = await open.orderBy('t.requested_at').orderBy('t.entry').limit(limit).execute();
  const { total } = await p.db
    .selectFrom('tasks')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where(isWithin(reach, 'team'))
    .where('outcome', 'is', null)
    .executeTakeFirstOrThrow();
  return { tasks: rows.map(viewOf), total: Number(total) };
}

/** Open tasks about one contact, in the order of asking. */
export async function openTasksOf(p: Partners, reach: Reach, contactId: string): Promise<ConsoleTask[]> {
  const rows = await tasksWithContacts(p)
    .where('t.contact_id', '=', contactId)
    .where(isWithin(reach, 't.team'))
    .where('t.outcome', 'is', null)
    .orderBy('t.entry')
    .execute();
  return rows.map(viewOf);
}

/** One task; undefined when there is none within reach. */
export async function findTask(
  p: Partners,
  reach: Reach,
  { contactId, map, entry }: QuestionKey,
): Promise<ConsoleTask | undefined> {
  const row = await tasksWithContacts(p)
    .where('t.contact_id', '=', contactId)
    .where('t.map', '=', map)
    .where('t.entry', '=', entry)
    .where(isWithin(reach, 't.team'))
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
