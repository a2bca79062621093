import { parentPort, workerData } from 'node:worker_threads';
import { judgeOf } from './judge.ts';
import type { Mutant } from './mutant.ts';
import { projects } from './project.ts';

// A thread of its own, so that whoever started it can notice when the compiler does not come back.
const judges = new Map(projects().map((project) => [project.name, judgeOf(project)]));
for (const mutant of workerData as readonly Mutant[]) {
  const verdict = await judges.get(mutant.project)?.(mutant);
  parentPort?.postMessage(verdict);
}
