import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { developmentStore, makeCurrent } from '../../src/releases/current-release.ts';
import { addReleaseSet } from '../../src/releases/release-store.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { PROGRAM } from '../partner-program.ts';
import { circumstances, writeResults } from '../results.ts';

const MAPWRIGHT = fileURLToPath(new URL('../../bin/mapwright.js', import.meta.url));
const LINES = 100_000;
const TARGET_SECONDS = 60;

const measuredOn = circumstances();
const folder = await mkdtemp(join(tmpdir(), 'mapwright-bench-import-'));
try {
  await startProject();
  await write(
    'partners.csv',
    'email,firstName,lastName,appliedAt',
    (n) => `p${n}@example.com,Ada,Number ${n},2024-01-02`,
  );
  // Ten sales for each of ten thousand partners, and none for the others.
  await write(
    'sales.csv',
    'id,email,amount,at',
    (n) => `s-${n},p${n % 10_000}@example.com,${(n % 900) + 1}.50,2025-0${(n % 9) + 1}-15`,
  );
  const runs = [
    await run('100,000 partners', 'import', 'partners', 'partners.csv', '--program', 'main'),
    await run('the same again, all known', 'import', 'partners', 'partners.csv', '--program', 'main'),
    await run('100,000 sales', 'import', 'sales', 'sales.csv', '--program', 'main'),
    await run('the same again, all known', 'import', 'sales', 'sales.csv', '--program', 'main'),
    await run('ledger verify', 'ledger', 'verify'),
  ];
  console.table(runs);
  const { size } = await stat(join(folder, '.mapwright/mapwright.db'));
  const megabytes = Math.round(size / 1e6);
  console.log(`The database has ${megabytes} MB.`);
  await writeResults('import', { measuredOn, lines: LINES, targetSeconds: TARGET_SECONDS, megabytes, runs });
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** What `mapwright start` leaves behind: a database with a current release. */
async function startProject(): Promise<void> {
  const state = join(folder, '.mapwright');
  const db = await openDatabase(join(state, 'mapwright.db'));
  const sending = { from: 'partners@example.com', postalAddress: 'London', teams: {} };
  const set = await addReleaseSet(developmentStore(state), {}, { programs: { main: PROGRAM }, sending });
  await makeCurrent(db, set.id);
  await db.destroy();
}

async function write(file: string, header: string, line: (number: number) => string): Promise<void> {
  const lines = function* () {
    yield `${header}\n`;
    for (let number = 0; number < LINES; number += 1) yield `${line(number)}\n`;
  };
  await pipeline(Readable.from(lines()), createWriteStream(join(folder, file)));
}

/** The whole command, cold. */
async function run(what: string, ...verb: string[]) {
  const start = performance.now();
  const child = spawn(process.execPath, [MAPWRIGHT, ...verb], { cwd: folder, stdio: 'inherit' });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`mapwright ${verb.join(' ')} ended with ${code}.`);
  const seconds = (performance.now() - start) / 1_000;
  return { what, seconds: Math.round(seconds * 10) / 10, perSecond: Math.round(LINES / seconds) };
}
