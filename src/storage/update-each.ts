import { sql, type Transaction } from 'kysely';
import type { Database } from './schema.ts';

/** New values of one row by column, with those of its key among them; numbers are whole. */
type Values = Readonly<Record<string, string | number | null>>;

/**
 * Updates rows, each with values of its own, in one statement: a batch of hundreds is a way to the server and not hundreds.
 * @param key the columns by which a row is found.
 * @param rows all with the same columns; at most a thousand.
 */
export async function updateEach(
  trx: Transaction<Database>,
  table: keyof Database,
  key: readonly string[],
  rows: readonly Values[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  // A parameter in a list of values has no type of its own on PostgreSQL.
  const types = columns.map((column) =>
    rows.some((row) => typeof row[column] === 'string') ? sql`text` : sql`bigint`,
  );
  const listed = rows.map((row) => {
    const cells = columns.map((column, index) => sql`cast(${row[column] ?? null} as ${types[index]})`);
    return sql`(${sql.join(cells)})`;
  });
  const given = (column: string) => sql.ref(`given.${column}`);
  const set = columns
    .filter((column) => !key.includes(column))
    .map((column) => sql`${sql.ref(column)} = ${given(column)}`);
  const same = key.map((column) => sql`${sql.ref(`${table}.${column}`)} = ${given(column)}`);
  await sql`
    with given (${sql.join(columns.map((column) => sql.ref(column)))}) as (values ${sql.join(listed)})
    update ${sql.table(table)} set ${sql.join(set)} from given where ${sql.join(same, sql` and `)}`.execute(
    trx,
  );
}
