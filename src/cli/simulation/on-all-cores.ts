import { Worker } from 'node:worker_threads';
import { playShare, type Drawing, type Share } from '../../simulator/population/play-population.ts';
import { addTally, emptyTally, type Tally } from '../../simulator/population/tally.ts';

const WORKER = new URL('population-worker.ts', import.meta.url);
/** Small enough for progress to be seen, large enough for messages to cost nothing. */
const CONTACTS_AT_ONCE = 100;
/** Below this a second thread costs more than it brings. */
const WORTH_A_THREAD = 300;

/**
 * Plays so many contacts on so many threads and counts what came of them: the same whatever the threads. `told` hears
 * how many are done.
 */
export async function playPopulation(
  drawing: Drawing,
  { contacts, threads }: { contacts: number; threads: number },
  told: (done: number) => void = () => undefined,
): Promise<Tally> {
  const sum = emptyTally(drawing.period);
  const shares = sharesOf(contacts);
  const count = (part: Tally): void => {
    addTally(sum, part);
    told(sum.contacts);
  };
  const wanted = Math.min(threads, Math.ceil(contacts / WORTH_A_THREAD));
  if (wanted > 1) await Promise.all(Array.from({ length: wanted }, () => onThread(drawing, shares, count)));
  else for (const share of shares) count(await playShare(drawing, share));
  return sum;
}

function* sharesOf(contacts: number): Generator<Share> {
  for (let first = 0; first < contacts; first += CONTACTS_AT_ONCE)
    yield { first, last: Math.min(first + CONTACTS_AT_ONCE, contacts) };
}

/** One thread takes shares until there are none. */
async function onThread(
  drawing: Drawing,
  shares: Generator<Share>,
  count: (part: Tally) => void,
): Promise<void> {
  const worker = new Worker(WORKER, { workerData: drawing });
  try {
    await new Promise<void>((resolve, reject) => {
      const takeNext = (): void => {
        const { value, done } = shares.next();
        if (done) resolve();
        else worker.postMessage(value);
      };
      worker.on('error', reject);
      worker.on('message', (part: Tally) => {
        count(part);
        takeNext();
      });
      takeNext();
    });
  } finally {
    await worker.terminate();
  }
}
