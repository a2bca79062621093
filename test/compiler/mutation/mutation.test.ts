import { beforeAll, describe, expect, test } from 'vitest';
import { complaints, mendedMisses } from './complaints.ts';
import { generateAndJudge } from './fuzz.ts';
import { mutants } from './generate.ts';
import { projects } from './project.ts';
import { judgeAll, type Judged } from './run.ts';
import { table } from './table.ts';

const COUNT = 2000;
const SEED = 1789;

describe('2,000 mutants of the reference maps and the corpus', () => {
  let judged: Judged[];
  beforeAll(async () => {
    judged = await generateAndJudge({ count: COUNT, seed: SEED, threads: 1 });
  });

  test('crash nothing, and are answered where the mistake is, once', () => {
    process.stdout.write(`${table(judged)}\n`);
    expect(judged).toHaveLength(COUNT);
    expect(complaints(judged)).toEqual([]);
  });

  test('miss what is accepted, and nothing is accepted that is not missed', async () => {
    expect(await mendedMisses(projects())).toEqual([]);
  });
});

test('a seed gives the same mutants again, and another seed others', () => {
  const all = projects();
  const [first, again, other] = [1, 1, 2].map((seed) => mutants(all, 200, seed));
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('a compiler that never answers is reported for each mutant, and holds up no other', async () => {
  const some = mutants(projects(), 3, 1);
  // No thread has even started after a millisecond.
  const judged = await judgeAll(some, { threads: 2, hangsAfterMs: 1 });
  expect(judged.map(({ mutant, verdict }) => [mutant.number, verdict.outcome])).toEqual([
    [0, 'crash'],
    [1, 'crash'],
    [2, 'crash'],
  ]);
});
