import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Instant } from '../program/time.ts';
import { forgetOld } from '../storage/retention.ts';
import type { Database } from '../storage/schema.ts';
import { startRounds } from './rounds.ts';

/** How often rows are looked for whose time is over, in milliseconds: once an hour. */
const EVERY_MS = 3_600_000;

/** Forgets what nobody reads any more, as long as the stack runs. */
export function startRetention(options: { db: Kysely<Database>; now: () => Instant; log: Logger }): {
  stop(): Promise<void>;
} {
  const { db, now, log } = options;
  let stopping = false;
  const rounds = startRounds(
    () => forgetOld(db, now(), () => stopping),
    EVERY_MS,
    (err) => log.error({ err }, 'What is old could not be deleted; that is tried again in an hour.'),
  );
  return {
    stop: () => {
      stopping = true;
      return rounds.stop();
    },
  };
}
