import type { Kysely } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { Database } from './schema.ts';

/** An endpoint that nothing is sent to until somebody enables it. */
export interface DisabledEndpoint {
  endpoint: string;
  at: Instant;
  reason: string;
}

/** Sends nothing more to an endpoint; what is to be told to it waits. Answers whether that is new. */
export async function disableEndpoint(
  db: Kysely<Database>,
  { endpoint, at, reason }: DisabledEndpoint,
): Promise<boolean> {
  const row = await db
    .insertInto('disabled_endpoints')
    .values({ endpoint, disabled_at: at, reason })
    .onConflict((c) => c.column('endpoint').doNothing())
    .returning('endpoint')
    .executeTakeFirst();
  return row !== undefined;
}

/** Lets an endpoint be sent to again. */
export async function enableEndpoint(db: Kysely<Database>, endpoint: string): Promise<void> {
  await db.deleteFrom('disabled_endpoints').where('endpoint', '=', endpoint).execute();
}

/** All that are disabled, by name. */
export async function disabledEndpoints(db: Kysely<Database>): Promise<DisabledEndpoint[]> {
  const rows = await db.selectFrom('disabled_endpoints').selectAll().orderBy('endpoint').execute();
  return rows.map(({ endpoint, disabled_at: at, reason }) => ({ endpoint, at, reason }));
}
