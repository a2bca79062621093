import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import type { Partners } from '../../src/partners/partners.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import type { Settings } from '../../src/program/settings.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import type { Database } from '../../src/storage/schema.ts';
import { median, percentile } from '../median.ts';
import { PROGRAM } from '../partner-program.ts';
import { circumstances, writeResults } from '../results.ts';
import { addPartners, addSales, type Company } from './fill.ts';

/** A million sales together. */
const COMPANY: Company = { partners: 10_000, salesEach: 99, salesOfBig: 10_000 };
/** Of each side; the first ones warm up. */
const SALES = 1_000;
const WARM_UPS = 100;
const TARGET_RATIO = 1.2;

const SETTINGS: Settings = {
  programs: { main: PROGRAM },
  sending: { from: 'partners@example.com', postalAddress: 'London', teams: {} },
};

/** Whose sales are recorded, in which ledger, and how long each took in milliseconds: by the clock, and on the processor. */
interface Side {
  what: string;
  partners: Partners;
  /** The contact who makes the sale of this number. */
  seller: (number: number) => string;
  clock: number[];
  processor: number[];
}

const measuredOn = circumstances();
const folder = await mkdtemp(join(tmpdir(), 'mapwright-bench-ledger-'));
try {
  await makeLedger('empty.db');
  await makeLedger('full.db', addSales);
  const [empty, full] = [await openLedger('empty.db'), await openLedger('full.db')];
  const inTurn = (number: number) => `p-${number % COMPANY.partners}`;
  const big = () => `p-${COMPANY.partners}`;
  const sides: Side[] = [
    { what: 'empty ledger', partners: empty, seller: inTurn, clock: [], processor: [] },
    { what: '1,000,000 sales, partners with 99', partners: full, seller: inTurn, clock: [], processor: [] },
    {
      what: '1,000,000 sales, the partner with 10,000',
      partners: full,
      seller: big,
      clock: [],
      processor: [],
    },
  ];
  // Sale by sale in turn, so that whatever else the machine does hits all sides alike.
  for (let number = -WARM_UPS; number < SALES; number += 1)
    for (const side of sides) await recordOne(side, number);
  const [base] = sides;
  const figures = sides.map((side) => ({
    what: side.what,
    median: rounded(median(side.clock)),
    p95: rounded(percentile(side.clock, 95)),
    ratio: rounded(median(side.clock) / median(base?.clock ?? [])),
    processor: rounded(median(side.processor)),
    processorRatio: rounded(median(side.processor) / median(base?.processor ?? [])),
  }));
  console.table(figures);
  const megabytes = Math.round((await stat(join(folder, 'full.db'))).size / 1e6);
  console.log(`The full ledger’s file has ${megabytes} MB.`);
  await writeResults('ledger', { measuredOn, targetRatio: TARGET_RATIO, megabytes, milliseconds: figures });
  await Promise.all([empty.db.destroy(), full.db.destroy()]);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Writes a file without the care that the real one takes, for it is closed before anything is measured. */
async function makeLedger(
  file: string,
  fill?: (db: Kysely<Database>, company: Company) => Promise<void>,
): Promise<void> {
  const start = performance.now();
  const db = await openDatabase(join(folder, file));
  await sql`pragma synchronous = off`.execute(db);
  await sql`pragma cache_size = -500000`.execute(db);
  await addPartners(db, COMPANY);
  await fill?.(db, COMPANY);
  const { rows } = await db
    .selectFrom('ledger')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
  await db.destroy();
  const seconds = Math.round((performance.now() - start) / 1_000);
  console.log(`${file} with ${rows.toLocaleString('en')} sales was written in ${seconds} s.`);
}

async function openLedger(file: string): Promise<Partners> {
  return {
    db: await openDatabase(join(folder, file)),
    settings: () => SETTINGS,
    now: () => Date.now(),
    randomId: randomUUID,
    secret: 'a secret of the bench',
    publicUrl: 'http://127.0.0.1:8080',
  };
}

/** Each sale is a message of its own: the transaction that a webhook waits for, committed to the file. */
async function recordOne({ what, partners, seller, clock, processor }: Side, number: number): Promise<void> {
  const sale = {
    id: `${what} ${number}`,
    partner: { contactId: seller(number + WARM_UPS) },
    program: 'main',
    amount: '100.00',
    currency: 'USD',
  };
  const [start, used] = [performance.now(), process.cpuUsage()];
  const result = await recordSale(partners, sale);
  const [took, { user, system }] = [performance.now() - start, process.cpuUsage(used)];
  if (result.status !== 'recorded') throw new Error(`The sale was not recorded: ${result.status}.`);
  if (number < 0) return;
  clock.push(took);
  processor.push((user + system) / 1_000);
}

function rounded(figure: number): number {
  return Math.round(figure * 100) / 100;
}
