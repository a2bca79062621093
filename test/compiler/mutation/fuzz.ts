import { mutants } from './generate.ts';
import { projects } from './project.ts';
import { judgeAll, type Judged } from './run.ts';

/** What to do, and in how many threads. */
export interface FuzzOptions {
  count: number;
  seed: number;
  threads: number;
  /** Only these kinds of mutation. */
  kinds?: readonly string[];
  onJudged?: (done: number) => void;
}

/** Makes mutants of all projects and judges them. */
export async function generateAndJudge({
  count,
  seed,
  threads,
  kinds,
  onJudged,
}: FuzzOptions): Promise<Judged[]> {
  const all = mutants(projects(), count, seed, kinds);
  return judgeAll(all, { threads, ...(onJudged ? { onJudged } : {}) });
}
