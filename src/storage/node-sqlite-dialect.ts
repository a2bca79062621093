import { setTimeout as wait } from 'node:timers/promises';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { CompiledQuery, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely';
import type { DatabaseConnection, QueryResult, SqliteDatabase } from 'kysely';

/** SQLITE_BUSY, the primary result code: another connection holds the write lock. */
const SQLITE_BUSY = 5;
/** Pauses between attempts at a taken lock, in milliseconds: those of SQLite's own busy handler. */
const PAUSES = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100];

/**
 * Kysely's SQLite dialect on Node's own `node:sqlite`, for a file that several processes write to.
 * It differs from Kysely's in three things:
 * - A transaction begins IMMEDIATE. A deferred one takes the write lock at its first write, and when
 *   another process has written since its first read it fails at once, whatever the time-out.
 * - A taken lock is waited for without blocking the event loop, up to `lockWaitMs`. SQLite's own
 *   `busy_timeout` sleeps inside the call: the process would answer nobody meanwhile, and two handles
 *   in one process would wait for each other.
 * - Migrations run inside one transaction (SQLite's DDL is transactional), so that two processes that
 *   open a new file at once do not both create its tables.
 */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: DatabaseSync;
  readonly #lockWaitMs: number;

  constructor(database: DatabaseSync, lockWaitMs: number) {
    super({ database: adapted(database) });
    this.#database = database;
    this.#lockWaitMs = lockWaitMs;
  }

  override createDriver(): SqliteDriver {
    return new PatientDriver(adapted(this.#database), this.#lockWaitMs);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter();
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class PatientDriver extends SqliteDriver {
  readonly #lockWaitMs: number;
  #connection: PatientConnection | undefined;

  constructor(database: SqliteDatabase, lockWaitMs: number) {
    super({ database });
    this.#lockWaitMs = lockWaitMs;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#connection ??= new PatientConnection(await super.acquireConnection(), this.#lockWaitMs);
    return this.#connection;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** Repeats a statement that found the database locked; a statement that did is without effect. */
class PatientConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection;
  readonly #lockWaitMs: number;

  constructor(inner: DatabaseConnection, lockWaitMs: number) {
    this.#inner = inner;
    this.#lockWaitMs = lockWaitMs;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    for (let waited = 0, attempt = 0; ; attempt += 1) {
      try {
        return await this.#inner.executeQuery<R>(query);
      } catch (error) {
        if (!isBusy(error) || waited >= this.#lockWaitMs) throw error;
      }
      const pause = PAUSES[Math.min(attempt, PAUSES.length - 1)] ?? 100;
      await wait(pause);
      waited += pause;
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#inner.streamQuery<R>(query, chunkSize);
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === SQLITE_BUSY
  );
}

/** Statements that stay prepared: all that a webhook, a page or an activity says, and lists of some lengths. */
const MOST_PREPARED = 200;

/** `DatabaseSync` with the four members that Kysely knows from better-sqlite3. */
function adapted(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = prepared.get(sql) ?? adaptedStatement(database, sql);
      // The newest last, so that the first is the one that nobody has said for longest.
      prepared.delete(sql);
      prepared.set(sql, known);
      const [oldest] = prepared.keys();
      if (prepared.size > MOST_PREPARED && oldest !== undefined) prepared.delete(oldest);
      return known;
    },
  };
}

function adaptedStatement(database: DatabaseSync, sql: string): ReturnType<SqliteDatabase['prepare']> {
  const statement: StatementSync = database.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    // Of its own: one that is stepped through must not be asked anew meanwhile.
    iterate: (parameters) => database.prepare(sql).iterate(...(parameters as SQLInputValue[])),
  };
}
