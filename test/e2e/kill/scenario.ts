import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Client } from '@temporalio/client';
import type { Kysely } from 'kysely';
import type { Configuration } from '../../../src/configuration/configuration.ts';
import type { Totals } from '../../../src/partners/totals.ts';
import { readTotals } from '../../partners/read-totals.ts';
import type { RunState } from '../../../src/program/run-state.ts';
import { recordOf } from '../../../src/program/run-views.ts';
import { openDatabase } from '../../../src/storage/open-database.ts';
import { readRunMemory } from '../../../src/storage/run-records.ts';
import type { Database } from '../../../src/storage/schema.ts';
import type { TestServer } from '../../support/temporal-server.ts';
import { until } from '../../../tools/demo/clock.ts';
import type { ChildTask } from './child.ts';
import { Machine } from './machine.ts';
import { Countdown, type Order } from './moments.ts';
import { RECOVERY_MS, walk, type Applicant } from './partner-journey.ts';
import { startPostOffice, type Copy } from './post-office.ts';

/** One mail as the send ledger knows it, and the copies of it that the mail server accepted. */
export interface Sending {
  template: string;
  status: string;
  resends: number;
  copies: Copy[];
}

/** What there is when everything has come to rest. */
export interface Aftermath {
  deaths: number;
  sendings: Sending[];
  /** Accepted messages that the send ledger knows nothing of. */
  strangers: Copy[];
  totals: Totals;
  state: RunState;
  /** Facts that were committed. */
  facts: number;
}

/** Walks the applicant through the map on a machine that dies as ordered, and waits until it has recovered. */
export async function survive(
  { address, client }: Pick<TestServer, 'address' | 'client'>,
  orders: Order[],
  { applicant, leaseMs }: { applicant: Applicant; leaseMs?: number },
): Promise<Aftermath> {
  const stateDirectory = await mkdtemp(join(tmpdir(), 'mapwright-kill-'));
  const pending = orders.map((order) => new Countdown(order));
  const post = await startPostOffice((moment) => {
    const strikes = pending[machine.deaths]?.reached(moment) ?? false;
    if (strikes) machine.kill();
    return strikes;
  });
  const configuration: Configuration = {
    profile: 'embedded',
    temporal: { address, namespace: 'default', taskQueue: `kill-${randomUUID()}`, port: 0, uiPort: 0 },
    gateway: { host: '127.0.0.1', port: 0 },
    mail: { smtpHost: '127.0.0.1', smtpPort: post.port },
    inbox: { smtpPort: 0, httpPort: 0 },
    stateDirectory,
    mapsDirectory: 'maps',
  };
  const last: ChildTask = {
    configuration,
    logFile: join(stateDirectory, 'mapwright.log'),
    ...(leaseMs === undefined ? {} : { leaseMs }),
  };
  const [first = last, ...rest] = orders.map((order): ChildTask => ({ ...last, order }));
  const machine = new Machine([first, ...rest, last]);
  try {
    await machine.ready();
    const db = await openDatabase(join(stateDirectory, 'mapwright.db'));
    try {
      const journey = walk(machine, db, applicant).then(() => atRest(client, db, applicant));
      const state = await Promise.race([journey, machine.failed]);
      return { deaths: machine.deaths, ...(await readAftermath(db, state, post.copies)) };
    } finally {
      await db.destroy();
    }
  } finally {
    await machine.stop();
    await post.stop();
    await rm(stateDirectory, { recursive: true, force: true });
  }
}

/** The run's state once it has decided every fact, nothing is under way and the database has it all on record. */
async function atRest(client: Client, db: Kysely<Database>, { email }: Applicant): Promise<RunState> {
  let missing: string[] = [];
  const ask = async (): Promise<RunState | undefined> => {
    const { id, sequence } = await contactOf(db, email);
    try {
      const state = await client.workflow.getHandle(`contact/${id}`).query<RunState>('state');
      missing = [...unfinishedWork(state, sequence), ...(await unfinishedRows(db, state))];
      return missing.length === 0 ? state : undefined;
    } catch (error) {
      // While the worker is down, or recovers, nobody can answer.
      missing = [`an answer of the run: ${String(error)}`];
      return undefined;
    }
  };
  return until('the run to come to rest', ask, RECOVERY_MS).catch((cause: unknown) => {
    throw new Error(`The run does not come to rest. Missing: ${missing.join('; ')}`, { cause });
  });
}

async function unfinishedRows(db: Kysely<Database>, state: RunState): Promise<string[]> {
  const claimed = await db
    .selectFrom('sent_mails')
    .select('template')
    .where('status', '=', 'claimed')
    .execute();
  const waiting = await undelivered(db);
  return [
    ...claimed.map(({ template }) => `the record of mail ${template}`),
    ...waiting.map(({ type, sequence }) => `the delivery of fact ${sequence} (${type})`),
    ...((await isRecorded(db, state)) ? [] : ['the record of the run']),
  ];
}

/** Whether the database has the run's memory and position. */
async function isRecorded(db: Kysely<Database>, state: RunState): Promise<boolean> {
  const { memory, positions } = recordOf(state);
  const known = await readRunMemory(db, state.contactId);
  const rows = await db
    .selectFrom('positions')
    .selectAll()
    .where('contact_id', '=', state.contactId)
    .execute();
  const stands = (places: { map: string; step: string; entry: number }[]): string[] =>
    places.map(({ map, step, entry }) => `${map}/${step}#${entry}`).sort();
  return isDeepStrictEqual([known?.maps, stands(rows)], [memory.maps, stands(positions)]);
}

function unfinishedWork({ sequence, jobs, maps }: RunState, facts: number): string[] {
  const places = Object.values(maps).flatMap((map) => map.places);
  return [
    ...(sequence === facts ? [] : [`the decision of facts ${sequence + 1} to ${facts}`]),
    ...jobs.map(({ job }) => `the activity ${job.id}`),
    ...places.flatMap(({ step, waits }) => (waits.for === 'nothing' ? [] : [`${step} waits: ${waits.for}`])),
  ];
}

async function readAftermath(
  db: Kysely<Database>,
  state: RunState,
  copies: readonly Copy[],
): Promise<Omit<Aftermath, 'deaths'>> {
  const rows = await db
    .selectFrom('sent_mails')
    .select(['message_id', 'template', 'status', 'resends'])
    .execute();
  const known = new Set(rows.map((row) => row.message_id));
  const facts = await db.selectFrom('outbox').select('id').execute();
  return {
    sendings: rows.map(({ message_id, template, status, resends }) => ({
      template,
      status,
      resends,
      copies: copies.filter(({ messageId }) => messageId === message_id),
    })),
    strangers: copies.filter(({ messageId }) => !known.has(messageId)),
    totals: await readTotals(db, state.contactId, 'main'),
    state,
    facts: facts.length,
  };
}

function undelivered(db: Kysely<Database>): Promise<{ type: string; sequence: number }[]> {
  return db.selectFrom('outbox').select(['type', 'sequence']).where('delivered_at', 'is', null).execute();
}

function contactOf(db: Kysely<Database>, email: string): Promise<{ id: string; sequence: number }> {
  return db
    .selectFrom('contacts')
    .select(['id', 'sequence'])
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
}
