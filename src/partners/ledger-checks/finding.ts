import type { Kysely } from 'kysely';
import type { Settings } from '../../program/settings.ts';
import type { Database } from '../../storage/schema.ts';

/** One thing in the ledger that cannot be so; `message` names sales and amounts, and no address. */
export interface Finding {
  check: 'orphan' | 'sequence' | 'sale' | 'payout' | 'event' | 'totals' | 'currency';
  /** Absent where all partners of a program are concerned. */
  contactId?: string;
  program?: string;
  message: string;
}

/** What a check looks at: all of the database, or the partners of one program. */
export interface CheckScope {
  db: Kysely<Database>;
  settings: Settings;
  /** Those of every release, the current one included. */
  released: readonly Settings[];
  program?: string;
}

/** Rows that a check holds in memory at a time. */
export const PAGE = 1_000;
