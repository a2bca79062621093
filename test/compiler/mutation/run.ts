import { Worker } from 'node:worker_threads';
import type { Verdict } from './judge.ts';
import type { Mutant } from './mutant.ts';

/** Thousands of times what a mutant takes: even a machine with much else to do is faster, only a loop is not. */
const HANGS_AFTER_MS = 60_000;

/** A mutant and how it fared. */
export interface Judged {
  mutant: Mutant;
  verdict: Verdict;
}

/** Judges mutants in so many threads; one that never ends is a crash, and the others go on. In the order of the mutants. */
export async function judgeAll(
  mutants: readonly Mutant[],
  {
    threads,
    onJudged,
    hangsAfterMs = HANGS_AFTER_MS,
  }: { threads: number; onJudged?: (done: number) => void; hangsAfterMs?: number },
): Promise<Judged[]> {
  const judged: Judged[] = [];
  const parts = Array.from({ length: threads }, (_, part) =>
    mutants.filter((_one, at) => at % threads === part),
  );
  const note = (one: Judged) => {
    judged.push(one);
    onJudged?.(judged.length);
  };
  await Promise.all(parts.map((part) => judgeInThread(part, note, hangsAfterMs)));
  return judged.sort((a, b) => a.mutant.number - b.mutant.number);
}

async function judgeInThread(
  mutants: readonly Mutant[],
  note: (one: Judged) => void,
  hangsAfterMs: number,
): Promise<void> {
  let rest = mutants;
  while (rest.length > 0) {
    const done = await untilStuck(rest, note, hangsAfterMs);
    const stuck = rest[done];
    if (stuck) note({ mutant: stuck, verdict: hang(hangsAfterMs) });
    rest = rest.slice(done + 1);
  }
}

/** How many of the mutants were judged: all of them, unless one takes for ever. */
function untilStuck(
  mutants: readonly Mutant[],
  note: (one: Judged) => void,
  hangsAfterMs: number,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: mutants });
  let done = 0;
  const watch = () => setTimeout(() => void worker.terminate(), hangsAfterMs);
  let timer = watch();
  worker.on('message', (verdict: Verdict) => {
    const mutant = mutants[done];
    if (mutant) note({ mutant, verdict });
    done += 1;
    clearTimeout(timer);
    timer = watch();
  });
  worker.on('error', (error) => {
    // A compiler that eats all memory is stuck too; the thread ends, and what follows is judged in another.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') reject(error);
  });
  worker.on('exit', () => {
    clearTimeout(timer);
    resolve(done);
  });
  return promise;
}

function hang(hangsAfterMs: number): Verdict {
  const problem = `no answer for ${hangsAfterMs / 1000} s, or no memory left`;
  return { outcome: 'crash', findings: [], followOns: 0, ms: hangsAfterMs, problem };
}
