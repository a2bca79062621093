/** Work that comes round: now, whenever somebody asks, and every so often. */
export interface Rounds {
  /** There is something to do: go round now. */
  wake(): void;
  /** Ends when the round under way has ended. */
  stop(): Promise<void>;
}

/**
 * Starts to go round, one round at a time. A round that fails is reported, and the next one tries again.
 * @param everyMs how long to rest when nobody asks, in milliseconds.
 */
export function startRounds(
  round: () => Promise<void>,
  everyMs: number,
  failed: (error: unknown) => void,
): Rounds {
  let stopping = false;
  let woken = false;
  let endRest = (): void => undefined;
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      endRest = () => {
        clearTimeout(timer);
        resolve();
      };
      // Somebody asked while the round was still going on.
      if (woken) endRest();
    });
  const wake = (): void => {
    woken = true;
    endRest();
  };
  const going = (async () => {
    while (!stopping) {
      woken = false;
      await round().catch(failed);
      await rest();
    }
  })();
  return {
    wake,
    stop: () => {
      stopping = true;
      wake();
      return going;
    },
  };
}
