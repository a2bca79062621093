import { percentile } from '../median.ts';

/** How fast a number of calls went that were made by several callers side by side, each one after the other. */
export interface Rate {
  calls: number;
  callers: number;
  perSecond: number;
  /** Milliseconds from call to answer. */
  median: number;
  p99: number;
  slowest: number;
}

/** Lets `callers` make `calls` calls in all, each waiting for its answer before its next one. @throws what a call throws. */
export async function inTurns(
  calls: number,
  callers: number,
  call: (number: number, caller: number) => Promise<void>,
): Promise<Rate> {
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      while (next < calls) {
        const number = next++;
        const asked = performance.now();
        await call(number, caller);
        times.push(performance.now() - asked);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  return {
    calls,
    callers,
    perSecond: Math.round(calls / seconds),
    median: rounded(percentile(times, 50)),
    p99: rounded(percentile(times, 99)),
    slowest: rounded(percentile(times, 100)),
  };
}

function rounded(figure: number): number {
  return Math.round(figure * 10) / 10;
}
