import type { Kysely } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';

/** Those of some addresses, in lower case, to which nothing is sent any more. */
export async function suppressedAmong(
  db: Kysely<Database>,
  addresses: readonly string[],
): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  const rows = await db
    .selectFrom('suppressions')
    .where(
      'address',
      'in',
      addresses.map((address) => address.toLowerCase()),
    )
    .select('address')
    .execute();
  return new Set(rows.map(({ address }) => address));
}

/** Nothing is sent to these addresses any more, because a mail server said that they do not work. */
export async function suppress(
  db: Kysely<Database>,
  addresses: readonly string[],
  reason: string,
  now: Instant,
): Promise<void> {
  if (addresses.length === 0) return;
  await db
    .insertInto('suppressions')
    .values(addresses.map((address) => ({ address: address.toLowerCase(), reason, created_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
