import type { Kysely } from 'kysely';
import { decimalOf } from '../../program/money.ts';
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

/** The partner programs that are looked at, in the order in which they are reported. */
export function programsIn({ program, settings }: CheckScope): string[] {
  return program === undefined ? Object.keys(settings.programs).sort() : [program];
}

/** Writes amounts of a program; in minor units where the program is gone, and nobody knows its currency. */
export function moneyIn({ settings }: CheckScope, program: string): (minor: number) => string {
  const currency = settings.programs[program]?.currency;
  return (minor) => (currency ? `${decimalOf(minor, currency)} ${currency.code}` : String(minor));
}

/** Rows that a check holds in memory at a time. */
export const PAGE = 1_000;
