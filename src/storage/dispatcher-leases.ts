import type { Kysely } from 'kysely';
import type { Instant } from '../program/time.ts';
import { PARTITIONS } from './partition.ts';
import type { Database } from './schema.ts';

/** How long a partition stays with a dispatcher that has fallen silent, in milliseconds. */
export const LEASE_MS = 10_000;
/** A lease with less than this left is renewed. */
const RENEW_BELOW_MS = 6_000;

const ALL = Array.from({ length: PARTITIONS }, (_, partition) => partition);

/**
 * Renews the leases of `owner`, takes those that nobody holds any more, and returns the partitions that are
 * the owner's now. With nothing to renew or to take it only reads: an idle dispatcher costs no disk write.
 */
export async function holdPartitions(db: Kysely<Database>, owner: string, now: Instant): Promise<number[]> {
  const leases = await db.selectFrom('dispatcher_leases').selectAll().execute();
  const byPartition = new Map(leases.map((lease) => [lease.partition, lease]));
  const isDue = (partition: number) => {
    const lease = byPartition.get(partition);
    if (!lease || lease.expires_at <= now) return true;
    return lease.owner === owner && lease.expires_at - now < RENEW_BELOW_MS;
  };
  const due = ALL.filter(isDue);
  const held = leases.filter((lease) => lease.owner === owner && !due.includes(lease.partition));
  const taken = due.length > 0 ? await takePartitions(db, owner, due, now) : [];
  return [...held.map((lease) => lease.partition), ...taken];
}

/** One statement, so that of two dispatchers only one gets a partition: the other's `where` no longer holds. */
async function takePartitions(
  db: Kysely<Database>,
  owner: string,
  partitions: number[],
  now: Instant,
): Promise<number[]> {
  const taken = await db
    .insertInto('dispatcher_leases')
    .values(partitions.map((partition) => ({ partition, owner, expires_at: now + LEASE_MS })))
    .onConflict((conflict) =>
      conflict
        .column('partition')
        .doUpdateSet({ owner, expires_at: now + LEASE_MS })
        .where((eb) =>
          eb.or([eb('dispatcher_leases.owner', '=', owner), eb('dispatcher_leases.expires_at', '<=', now)]),
        ),
    )
    .returning('partition')
    .execute();
  return taken.map((row) => row.partition);
}

/** Gives up the owner's partitions at once, so that another dispatcher need not wait for their expiry. */
export async function releasePartitions(db: Kysely<Database>, owner: string): Promise<void> {
  await db.deleteFrom('dispatcher_leases').where('owner', '=', owner).execute();
}
