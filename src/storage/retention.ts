import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Instant } from '../program/time.ts';
import type { Database } from './schema.ts';
import { transactOnLocked } from './transact.ts';

/** In milliseconds. */
const DAY = 24 * 3_600_000;

/** Rows that go in one transaction: it holds up other writers for some hundredths of a second. */
const CHUNK = 1_000;
/** Transactions for one rule in one round; what is more goes in the next one. */
const MOST_CHUNKS = 100;

/** Which rows of a table nobody reads any more. */
interface Rule {
  table: keyof Database;
  /** The columns of its primary key. */
  key: readonly string[];
  isOver: (now: Instant) => RawBuilder<boolean>;
}

/**
 * What is forgotten, and when. Facts, the ledger, what was sent, questions and logins stay: they are the contact's story, and
 * a login link that has run out still says whose it was when they ask for a new one.
 */
const RULES: readonly Rule[] = [
  {
    // That a mark was passed is told once, for ever: its row is what knows that it was.
    table: 'webhook_deliveries',
    key: ['id'],
    isOver: (now) =>
      sql`status = 'delivered' and settled_at < ${now - 30 * DAY} and type <> 'milestone.reached'`,
  },
  {
    table: 'webhook_deliveries',
    key: ['id'],
    isOver: (now) => sql`status = 'failed' and settled_at < ${now - 90 * DAY}`,
  },
  {
    // Their endpoint is disabled, or was taken out of the configuration: others are tried for a day and a quarter.
    table: 'webhook_deliveries',
    key: ['id'],
    isOver: (now) => sql`status = 'waiting' and created_at < ${now - 90 * DAY}`,
  },
  { table: 'idempotency_keys', key: ['door', 'key'], isOver: (now) => sql`expires_at <= ${now}` },
  // Applications that were not confirmed in time, with what was typed.
  { table: 'sign_up_confirmations', key: ['id'], isOver: (now) => sql`expires_at <= ${now}` },
  // Sale systems that report late still find the visit for so long after it stopped counting.
  { table: 'link_clicks', key: ['id'], isOver: (now) => sql`counts_until < ${now - 90 * DAY}` },
  { table: 'console_links', key: ['token_hash'], isOver: (now) => sql`expires_at < ${now - 30 * DAY}` },
];

/** Deletes the rows whose time is over, a chunk at a time, until `isStopping`. Any number of processes may do so at once. */
export async function forgetOld(
  db: Kysely<Database>,
  now: Instant,
  isStopping: () => boolean = () => false,
): Promise<void> {
  for (const rule of RULES) {
    for (let chunks = 0; chunks < MOST_CHUNKS && !isStopping(); chunks += 1)
      if ((await deleteChunk(db, rule, now)) < CHUNK) break;
  }
}

function deleteChunk(db: Kysely<Database>, { table, key, isOver }: Rule, now: Instant): Promise<number> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const over = sql`select ${columns} from ${sql.table(table)} where ${isOver(now)} limit ${CHUNK}`;
  const statement = sql`delete from ${sql.table(table)} where (${columns}) in (${over})`;
  return transactOnLocked(db, async (trx) => {
    const { numAffectedRows } = await statement.execute(trx);
    return Number(numAffectedRows ?? 0);
  });
}
