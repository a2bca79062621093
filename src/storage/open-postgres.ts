import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { preparingPool } from './preparing-pool.ts';
import type { Database } from './schema.ts';

/** Connections of one process: dispatcher, activities and pages share them. */
const MOST_CONNECTIONS = 10;
const CONNECT_WITHIN_MS = 10_000;

/** Whether a database's location is a PostgreSQL connection URI (libpq, section 32.1.1.2), and not a file. */
export function isPostgresUrl(location: string): boolean {
  return /^postgres(ql)?:\/\//.test(location);
}

/**
 * Connects to a PostgreSQL database. Its `bigint` columns are read as numbers: instants and minor units are far
 * below 2^53.
 * @throws when nobody answers there; the message names host and database, and never the password.
 */
export async function openPostgres(url: string): Promise<{ db: Kysely<Database>; name: string }> {
  const name = nameOf(url);
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    types: { getTypeParser: typeParser },
  });
  // A connection that breaks while it is idle: the pool makes another one, and the next query says what is wrong.
  pool.on('error', () => undefined);
  try {
    (await pool.connect()).release();
  } catch (cause) {
    await pool.end();
    throw new Error(
      `The database ${name} cannot be opened (${reasonOf(cause)}). ` +
        `Check that PostgreSQL runs there, and MAPWRIGHT_DATABASE_URL: host, port, user, password and database.`,
      { cause },
    );
  }
  return { db: new Kysely<Database>({ dialect: new PostgresDialect({ pool: preparingPool(pool) }) }), name };
}

const typeParser: typeof pg.types.getTypeParser = (oid, format) =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);

/** Host and database, for people. */
function nameOf(url: string): string {
  if (!URL.canParse(url)) return 'in MAPWRIGHT_DATABASE_URL';
  const { host, pathname } = new URL(url);
  return `${pathname.slice(1)} on ${host}`;
}

/** A refused connection is an AggregateError without a message of its own. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
}
