import type { Kysely } from 'kysely';
import type { Settings } from '../program/settings.ts';
import type { Instant } from '../program/time.ts';
import type { Database } from '../storage/schema.ts';

/** What every function of this folder works with: its first parameter. */
export interface Partners {
  db: Kysely<Database>;
  /** The settings of the current release; asked anew each time, for a release may have come in between. */
  settings: () => Settings;
  now: () => Instant;
  /** A fresh, unpredictable text for each call, such as a UUID; ids and referral codes are made from it. */
  randomId: () => string;
  /** The key from which login tokens are derived; changing it makes open links invalid. */
  secret: string;
  /** Where people reach the gateway, such as `https://partners.acme.example`. */
  publicUrl: string;
}

/** The same, with the clock stopped: all that one transaction writes bears one instant. */
export function atOneInstant(p: Partners): Partners {
  const now = p.now();
  return { ...p, now: () => now };
}
