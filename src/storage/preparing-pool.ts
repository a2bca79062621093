import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';

/** Statements that a process prepares: each takes memory of the server, once for every connection. */
const MOST_PREPARED = 200;
/** In UTF-16 code units. What is longer inserts many rows or asks for many, and hardly comes again with as many. */
const LONGEST_PREPARED = 2_000;

/**
 * Connections on which the server prepares each statement once and keeps its plan (PostgreSQL's manual, 54.2.3, Extended
 * Query): to parse and plan a short one costs as much as to run it.
 */
export function preparingPool(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const clients = new WeakMap<pg.PoolClient, PreparingClient>();
  return {
    Client: pg.Client,
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client);
      if (known) return known;
      const preparing = new PreparingClient(client, names);
      clients.set(client, preparing);
      return preparing;
    },
  };
}

/** A connection; `names`: those of the statements that are prepared, the same for all connections of a process. */
class PreparingClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  readonly #names: Map<string, string>;

  constructor(client: pg.PoolClient, names: Map<string, string>) {
    this.#client = client;
    this.#names = names;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(statement: string | PostgresCursor<R>, parameters: readonly unknown[] = []): unknown {
    if (typeof statement !== 'string') return this.#client.query(statement as unknown as pg.Submittable);
    const name = this.#nameOf(statement, parameters);
    const values = [...parameters];
    return this.#client.query(
      name === undefined ? { text: statement, values } : { name, text: statement, values },
    );
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy);
  }

  #nameOf(text: string, parameters: readonly unknown[]): string | undefined {
    if (parameters.length === 0 || text.length > LONGEST_PREPARED || STAR.test(text)) return undefined;
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size === MOST_PREPARED) return known;
    const name = `mapwright_${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }
}

/**
 * `select *` and `returning *`, but not `count(*)`: once another process has migrated the table, a prepared statement
 * without a list of columns fails ("cached plan must not change result type").
 */
const STAR = /[\s.]\*/;
