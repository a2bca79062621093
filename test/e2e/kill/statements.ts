import type { CompiledQuery, Kysely } from 'kysely';
import type { Database } from '../../../src/storage/schema.ts';

/** A statement that is about to run, or has just run; with `commit`, what follows is on disk. */
export interface StatementPoint {
  edge: 'before' | 'after';
  sql: string;
  /** The statements before it in its transaction; absent outside of one. */
  transaction?: readonly string[];
}

/**
 * Tells of every statement on the database's only connection, `begin` and `commit` included. It wraps the
 * connection as Kysely's own query log does; a Kysely plugin would see neither of the two.
 */
export async function watchStatements(
  db: Kysely<Database>,
  tell: (point: StatementPoint) => void,
): Promise<void> {
  await db.getExecutor().provideConnection(async (connection) => {
    const execute = connection.executeQuery.bind(connection);
    let transaction: string[] | undefined;
    connection.executeQuery = async <R>(query: CompiledQuery) => {
      const { sql } = query;
      const point = { sql, ...(transaction ? { transaction } : {}) };
      tell({ edge: 'before', ...point });
      const result = await execute<R>(query);
      tell({ edge: 'after', ...point });
      if (sql.startsWith('begin')) transaction = [];
      else if (sql === 'commit' || sql === 'rollback') transaction = undefined;
      else transaction = transaction && [...transaction, sql];
      return result;
    };
  });
}
