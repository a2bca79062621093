/** The first pause, in milliseconds; each further one is four times as long, up to `LONGEST_MS`. */
const FIRST_MS = 5_000;
const LONGEST_MS = 6 * 60 * 60_000;

/** Attempts in all: with pauses of 5 s, 20 s, 80 s, 5 and 21 minutes, 1.4, 5.7 and three times 6 hours, a day and a quarter. */
export const MOST_ATTEMPTS = 11;

/**
 * The pause after attempt number `attempts`, in milliseconds: up to a fifth shorter or longer (`chance` from 0 to 1), so
 * that what failed at one moment does not come back at one moment.
 */
export function pauseAfter(attempts: number, chance: number): number {
  const pause = Math.min(FIRST_MS * 4 ** (attempts - 1), LONGEST_MS);
  return Math.round(pause * (0.8 + 0.4 * chance));
}
