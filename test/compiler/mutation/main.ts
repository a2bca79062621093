import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { generateAndJudge } from './fuzz.ts';
import { groups, type Group } from './groups.ts';
import { complaints, mendedMisses } from './complaints.ts';
import { projects } from './project.ts';
import { table } from './table.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    threads: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    kind: { type: 'string', multiple: true },
    show: {
      type: 'string',
      multiple: true,
      default: ['missed', 'misplaced', 'false alarm', 'crash', 'follow-on'],
    },
    most: { type: 'string', default: '15' },
  },
});

const say = (text: string) => process.stdout.write(`${text}\n`);
const count = Number(values.count);
const seed = Number(values.seed);
say(`${count} mutants of seed ${seed}; the same ones again: npm run fuzz -- --count ${count} --seed ${seed}`);

const started = performance.now();
const step = Math.max(1, Math.round(count / 10));
const judged = await generateAndJudge({
  count,
  seed,
  threads: Number(values.threads),
  ...(values.kind ? { kinds: values.kind } : {}),
  onJudged: (done) => {
    if (done % step === 0) say(`  ${done} after ${Math.round((performance.now() - started) / 1000)} s`);
  },
});

for (const heading of values.show) {
  const found = groups(judged, heading);
  if (found.length > 0) say(`\n${heading}\n${found.slice(0, Number(values.most)).map(block).join('\n')}`);
}
say(`\n${table(judged)}`);
const wrong = [...complaints(judged), ...(await mendedMisses(projects()))];
say(
  wrong.length === 0
    ? '\nNothing to complain of.'
    : `\nNot as it should be:\n${wrong.map((one) => `  ${one}`).join('\n')}`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;

function block({ title, count: times, example }: Group): string {
  return `  ${times} × ${title}\n${example.map((line) => `      ${line}`).join('\n')}`;
}
