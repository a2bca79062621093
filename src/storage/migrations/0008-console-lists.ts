import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { isPostgres } from '../transact.ts';

/** What the console's lists and their search read: `search-contacts.ts` says how names are compared. */
export const consoleLists: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const bytewise = isPostgres(db) ? sql`collate "C"` : sql``;
    for (const column of ['first_name', 'last_name', 'email']) {
      const name = sql.ref(`contacts_${column}_begins`);
      await sql`create index ${name} on contacts ((lower(${sql.ref(column)})) ${bytewise})`.execute(db);
    }
    const enrolments: Record<string, string[]> = {
      // The unique constraint on codes begins with the program.
      enrolments_referral_code: ['referral_code'],
      enrolments_applied: ['applied_at', 'contact_id', 'program'],
      enrolments_program_applied: ['program', 'applied_at', 'contact_id'],
      enrolments_status_applied: ['status', 'applied_at', 'contact_id', 'program'],
    };
    for (const [name, columns] of Object.entries(enrolments))
      await db.schema.createIndex(name).on('enrolments').columns(columns).execute();
    await db.schema
      .createIndex('approvals_answered')
      .on('approvals')
      .columns(['decided_at', 'contact_id', 'map', 'entry'])
      .where(sql<boolean>`outcome is not null`)
      .execute();
  },
};
