import type { Kysely } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { Database } from './schema.ts';

/** What waits in one place: how much, and since when the oldest of it. */
export interface Backlog {
  rows: number;
  oldestAt: Instant;
}

/** Facts that no run has been told yet, by partition of the outbox; those without any are left out. */
export async function outboxBacklog(db: Kysely<Database>): Promise<Map<number, Backlog>> {
  const found = await db
    .selectFrom('outbox')
    .where('delivered_at', 'is', null)
    .groupBy('partition')
    .select(({ fn }) => ['partition', fn.countAll<number>().as('rows'), fn.min('recorded_at').as('oldest')])
    .execute();
  return new Map(found.map(({ partition, rows, oldest }) => [partition, backlogOf(rows, oldest)]));
}

/** Webhooks that wait to be sent, by endpoint; endpoints without any are left out. */
export async function deliveriesBacklog(db: Kysely<Database>): Promise<Map<string, Backlog>> {
  const found = await db
    .selectFrom('webhook_deliveries')
    .where('status', '=', 'waiting')
    .groupBy('endpoint')
    .select(({ fn }) => ['endpoint', fn.countAll<number>().as('rows'), fn.min('created_at').as('oldest')])
    .execute();
  return new Map(found.map(({ endpoint, rows, oldest }) => [endpoint, backlogOf(rows, oldest)]));
}

/** How many mails that were begun since an instant came to what. */
export async function mailsSince(
  db: Kysely<Database>,
  since: Instant,
): Promise<{ status: string; verdict: string | null; mails: number }[]> {
  const found = await db
    .selectFrom('sent_mails')
    .where('claimed_at', '>=', since)
    // What a mail server said is as manifold as mail servers are.
    .select((eb) =>
      eb.case().when('status', '=', 'refused').then(null).else(eb.ref('verdict')).end().as('why'),
    )
    .select(['status'])
    .select(({ fn }) => fn.countAll<number>().as('mails'))
    .groupBy(['status', 'why'])
    .execute();
  return found.map(({ status, why, mails }) => ({ status, verdict: why, mails: Number(mails) }));
}

function backlogOf(rows: number, oldest: number): Backlog {
  return { rows: Number(rows), oldestAt: Number(oldest) };
}
