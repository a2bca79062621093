import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { Database } from './schema.ts';

/** Something that an endpoint is to be told. */
export type WebhookDelivery = Selectable<Database['webhook_deliveries']>;

/** A delivery that is new, for one endpoint. */
export type NewDelivery = Pick<WebhookDelivery, 'endpoint' | 'webhook_id' | 'type' | 'body' | 'contact_id'>;

/** Queues deliveries in the transaction that knows of their facts; what an endpoint has been told of is not queued again. */
export async function queueDeliveries(
  trx: Transaction<Database>,
  deliveries: readonly NewDelivery[],
  now: Instant,
): Promise<void> {
  if (deliveries.length === 0) return;
  const rest = {
    created_at: now,
    status: 'waiting' as const,
    attempts: 0,
    next_at: now,
    answer: null,
    failure: null,
    settled_at: null,
  };
  await trx
    .insertInto('webhook_deliveries')
    .values(deliveries.map((delivery) => ({ ...delivery, ...rest })))
    .onConflict((c) => c.columns(['endpoint', 'webhook_id']).doNothing())
    .execute();
}

/**
 * Claims up to `limit` deliveries of an endpoint that are due, until `leaseUntil`: whoever dies over one leaves it due
 * again then. One statement, so that of two senders one gets it.
 */
export async function claimDue(
  db: Kysely<Database>,
  endpoint: string,
  { limit, now, leaseUntil }: { limit: number; now: Instant; leaseUntil: Instant },
): Promise<WebhookDelivery[]> {
  return db
    .updateTable('webhook_deliveries')
    .set((eb) => ({ next_at: leaseUntil, attempts: eb('attempts', '+', 1) }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('webhook_deliveries as due')
        .select('due.id')
        .where('due.endpoint', '=', endpoint)
        .where('due.status', '=', 'waiting')
        .where('due.next_at', '<=', now)
        .orderBy('due.next_at')
        .orderBy('due.id')
        .limit(limit),
    )
    .where('status', '=', 'waiting')
    .where('next_at', '<=', now)
    .returningAll()
    .execute();
}

/** How an attempt went: taken, to be tried again at `nextAt`, or given up. */
export type AttemptResult = { answer: number | null } & (
  | { status: 'delivered' }
  | { status: 'waiting'; failure: string; nextAt: Instant }
  | { status: 'failed'; failure: string }
);

/** Records how the attempt went that `claimDue` began. */
export async function settleAttempt(
  db: Kysely<Database>,
  { id }: WebhookDelivery,
  result: AttemptResult,
  now: Instant,
): Promise<void> {
  const { status, answer } = result;
  const failure = status === 'delivered' ? null : result.failure;
  const rest = status === 'waiting' ? { next_at: result.nextAt } : { settled_at: now };
  await db
    .updateTable('webhook_deliveries')
    .set({ status, answer, failure, ...rest })
    .where('id', '=', id)
    .execute();
}

/** Lets deliveries be tried at once, from the first attempt on: those with these ids, or all that an endpoint did not take. */
export async function tryAgain(
  db: Kysely<Database>,
  which: { ids: readonly number[] } | { endpoint: string },
  now: Instant,
): Promise<number> {
  const again = { status: 'waiting' as const, attempts: 0, next_at: now, settled_at: null };
  const query = db.updateTable('webhook_deliveries').set(again);
  const { numUpdatedRows } = await (
    'ids' in which
      ? query.where('id', 'in', which.ids)
      : query.where('endpoint', '=', which.endpoint).where('status', '!=', 'delivered')
  ).executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** The latest deliveries, newest first. */
export function listDeliveries(
  db: Kysely<Database>,
  { endpoint, status, limit }: { endpoint?: string; status?: WebhookDelivery['status']; limit: number },
): Promise<WebhookDelivery[]> {
  let query = db.selectFrom('webhook_deliveries').selectAll().orderBy('id', 'desc').limit(limit);
  if (endpoint !== undefined) query = query.where('endpoint', '=', endpoint);
  if (status !== undefined) query = query.where('status', '=', status);
  return query.execute();
}
