import { sql, type Expression, type SqlBool } from 'kysely';

/** Whose questions somebody sees: those of these teams, or everybody's. */
export type Reach = readonly string[] | 'all';

/** Whether the team in `column` is within reach. */
export function isWithin(reach: Reach, column: 'team' | 'a.team' | 't.team'): Expression<SqlBool> {
  if (reach === 'all') return sql<SqlBool>`1 = 1`;
  return reach.length === 0
    ? sql<SqlBool>`1 = 0`
    : sql<SqlBool>`${sql.ref(column)} in (${sql.join([...reach])})`;
}

/**
 * The same, for lists that an index on their state and time yields: of several teams such a list is filtered on the way.
 * SQLite would rather gather all that these teams ever decided, and sort it.
 */
export function isWithinInOrder(reach: Reach, column: 'a.team'): Expression<SqlBool> {
  if (reach === 'all' || reach.length < 2) return isWithin(reach, column);
  return sql<SqlBool>`(${sql.ref(column)} || '') in (${sql.join([...reach])})`;
}

/** Whether a team is within reach. */
export function covers(reach: Reach, team: string): boolean {
  return reach === 'all' || reach.includes(team);
}
