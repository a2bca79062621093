import { setTimeout as pause } from 'node:timers/promises';

const ASK_EVERY_MS = 100;

/** Asks until there is an answer. @throws when there is none within `withinMs`, saying what was waited for. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  withinMs = 30_000,
  everyMs = ASK_EVERY_MS,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs / 1000} s in vain for ${what}.`);
    await pause(everyMs);
  }
}
