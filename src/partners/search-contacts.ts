import { sql, type SelectQueryBuilder } from 'kysely';
import type { Database } from '../storage/schema.ts';
import { isPostgres } from '../storage/transact.ts';
import { normalReferralCode } from './identity.ts';
import type { Partners } from './partners.ts';

/** A query that answers with ids of contacts, to stand behind `in`. */
export type ContactIds = SelectQueryBuilder<Database, 'contacts' | 'enrolments', { id: string }>;

/** Words beyond these are not looked at: nobody has more names. */
const MOST_WORDS = 6;

/** Behind every other character, in the order of code points. */
const LAST = '\u{10ffff}';

const SEARCHED = ['first_name', 'last_name', 'email'] as const;

/**
 * Whom a search means, as queries that a contact has to be in, all of them: one for each word, or one for the whole text
 * where it has a single word. A word is the beginning of a first name, a last name or an address, or it is a whole
 * referral code or contact id. Beginnings only, because an index finds those, however many partners there are.
 */
export function contactsMeant(db: Partners['db'], search: string): ContactIds[] {
  const words = search.split(/[\s,]+/).filter(Boolean);
  const whole = search.trim().replaceAll(/\s+/g, ' ');
  // "van der Berg" is one name that begins with the whole, while no name begins with "der".
  return words.slice(0, MOST_WORDS).map((word) => {
    const meant = matching(db, word);
    return words.length > 1 ? meant.union(beginning(db, whole)) : meant;
  });
}

function matching(db: Partners['db'], word: string): ContactIds {
  return beginning(db, word)
    .union(
      db
        .selectFrom('enrolments')
        .select('contact_id as id')
        .where('referral_code', '=', normalReferralCode(word)),
    )
    .union(db.selectFrom('contacts').select('id').where('id', '=', word)) as ContactIds;
}

function beginning(db: Partners['db'], text: string): ContactIds {
  const [first, ...more] = SEARCHED.flatMap((column) =>
    spellings(text).map((spelling) => {
      const stored = isPostgres(db)
        ? sql<string>`lower(${sql.ref(column)}) collate "C"`
        : sql<string>`lower(${sql.ref(column)})`;
      return db
        .selectFrom('contacts')
        .select('id')
        .where(stored, '>=', sql<string>`lower(${spelling})`)
        .where(stored, '<', sql<string>`lower(${spelling}) || ${LAST}`);
    }),
  );
  if (!first) throw new Error('There is always a column to search.');
  return more.reduce((all, next) => all.union(next), first) as ContactIds;
}

/** SQLite's `lower` knows ASCII only: for it, "émile" has to be looked for as people write it, too. */
function spellings(text: string): string[] {
  const small = text.toLowerCase();
  const [initial = ''] = small;
  return [
    ...new Set([small, initial.toUpperCase() + small.slice(initial.length), text.toUpperCase()]),
  ].filter((spelling, index) => index === 0 || asciiLower(spelling) !== small);
}

function asciiLower(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
