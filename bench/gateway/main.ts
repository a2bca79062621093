import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPostgres, startPostgres } from '../../test/support/postgres-cluster.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { circumstances, writeResults } from '../results.ts';
import type { Rate } from './in-turns.ts';
import { postSales } from './post-sales.ts';
import type { Ready } from './server.ts';
import { signalSales } from './signal-sales.ts';

const SERVER = fileURLToPath(new URL('server.ts', import.meta.url));
const PARTNERS = 500;
const CALLERS = 32;
const WARM_UP = 1_000;
const SALES = 10_000;
const SIGNALS = 2_000;
const TARGETS = { sqlite: 1_500, postgres: 1_000, p99Ms: 50, timesSignals: 4 };

/** `processorMs`: what each sale costs the gateway's process. */
type Acknowledged = Rate & { processorMs: number };

const measuredOn = circumstances();
const folder = await mkdtemp(join(tmpdir(), 'mapwright-bench-gateway-'));
try {
  const sqlite = await acknowledged(join(folder, 'mapwright.db'));
  const signals = await signalSales(PARTNERS, SIGNALS, CALLERS);
  const postgres = await onPostgres();
  const timesSignals = Math.round((sqlite.perSecond / signals.perSecond) * 10) / 10;
  console.table({ 'webhooks, SQLite': sqlite, 'bare signals': signals, 'webhooks, PostgreSQL': postgres });
  console.log(`SQLite takes ${timesSignals} times as many sales a second as Temporal takes bare signals.`);
  await writeResults('gateway', { measuredOn, targets: TARGETS, sqlite, signals, timesSignals, postgres });
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** How many sales a second are committed and answered, and what each costs the gateway's process. @throws when one that was answered is not in the ledger. */
async function acknowledged(location: string): Promise<Acknowledged> {
  const server = fork(SERVER, [location, String(PARTNERS)]);
  const ended = once(server, 'exit');
  try {
    const [ready] = (await once(server, 'message')) as [Ready];
    await postSales(ready, 'warm-up', WARM_UP, CALLERS);
    const before = await processorMs(server);
    const rate = await postSales(ready, 'sale', SALES, CALLERS);
    const each = ((await processorMs(server)) - before) / SALES;
    await mustHoldAll(location);
    return { ...rate, processorMs: Math.round(each * 1_000) / 1_000 };
  } finally {
    if (server.connected) server.disconnect();
    await ended;
  }
}

async function processorMs(server: ChildProcess): Promise<number> {
  const told = once(server, 'message');
  server.send('processor');
  return ((await told) as [number])[0];
}

async function mustHoldAll(location: string): Promise<void> {
  const db = await openDatabase(location);
  const { sales } = await db
    .selectFrom('ledger')
    .innerJoin('outbox', (join) =>
      join.onRef('outbox.event_id', '=', 'ledger.external_id').on('outbox.type', '=', 'sale-recorded'),
    )
    .select(({ fn }) => fn.countAll().as('sales'))
    .executeTakeFirstOrThrow();
  await db.destroy();
  if (Number(sales) !== WARM_UP + SALES) throw new Error(`${sales} sales are in the ledger and the outbox.`);
}

/** The same on a PostgreSQL server of the bench's own, which syncs each commit. */
async function onPostgres(): Promise<Acknowledged | undefined> {
  const found = await findPostgres();
  if (found === undefined) return undefined;
  const cluster = await startPostgres(found, { durable: true });
  try {
    return await acknowledged(`${cluster.url}postgres`);
  } finally {
    await cluster.stop();
  }
}
