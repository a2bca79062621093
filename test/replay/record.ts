import { nextOccurrence } from '../../src/calendar/date-occurrences.ts';
import { resolveInstant } from '../../src/calendar/resolve-instant.ts';
import { existsSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import {
  approve,
  door,
  email,
  end,
  grantLogin,
  mapOf,
  milestones,
  noticesOf,
  path,
  releases,
  submitted,
  wait,
} from '../program/builders.ts';
import { ContactRun } from '../support/contact-run.ts';
import { JobDesk } from '../support/job-desk.ts';
import { findTemporalServer, startTestServer } from '../support/temporal-server.ts';
import { startTestWorker } from '../support/test-worker.ts';
import { decided, sold } from '../workflows/facts.ts';

/**
 * `node test/replay/record.ts NAME` plays the partner's journey on a dev server and writes NAME.history.json and
 * NAME.programs.json beside itself. A history that is there is never recorded again: it stands for the runs that
 * are out there.
 */
const name = process.argv[2] ?? '';
const historyFile = new URL(`${name}.history.json`, import.meta.url);
if (!/^[\w-]+$/.test(name) || existsSync(historyFile))
  throw new Error('Give a name that is not recorded yet.');

const welcome = mapOf({
  triggers: [door('signed-up', { type: 'form-submitted', form: 'sign-up' }, 'review')],
  milestones: [milestones([5000, 10_000], 'milestone')],
  steps: [
    ...path(
      approve('review', { remindEvery: { days: 2 }, giveUpAfter: { days: 30 } }),
      grantLogin('login'),
      email('welcome', {}, ['contact.totalSales']),
      wait('a-week', { days: 7 }),
      email('tips'),
      end('active'),
    ),
    email('milestone', {}, ['milestone.value', 'contact.totalSales']),
  ],
});
const thanks = noticesOf(email('thanks', { onlyApproved: true }, ['sale.amount', 'commission.amount']));
const programs = releases({ r1: [welcome, thanks] });

const desk = new JobDesk();
const server = await startTestServer(await findTemporalServer());
const worker = await startTestWorker(server.connection, 'recording', programs, {
  'load-run': () =>
    Promise.resolve({ contact: {}, enrolments: { main: { status: 'applied', totalSales: 0 } } }),
  'record-run': () => Promise.resolve(),
  'record-event': () => Promise.resolve({ refused: [] }),
  'resolve-instant': (request) => Promise.resolve(resolveInstant(request, 'UTC')),
  'find-date': (request) => Promise.resolve(nextOccurrence(request, 'UTC') ?? null),
  ...desk.activities,
});
try {
  const run = new ContactRun(server.client, 'recording', 'c-recorded');
  await run.hear(submitted());
  await until(async () => (await run.state()).maps['m']?.places[0]?.waits.for === 'decision');
  await run.hear(decided('approved'));
  await until(async () => (await run.state()).maps['m']?.places[0]?.waits.for === 'instant');
  await run.hear(sold(6000));
  await until(async () => (await run.state()).jobs.length === 0 && desk.attempts.length === 5);
  await until(async () => (await run.history()).at(-1) === 'workflowTaskCompletedEventAttributes');
  const recorded = historyToJSON(await run.handle.fetchHistory());
  // Identities name the process and the machine.
  writeFileSync(historyFile, `${recorded.replaceAll(`${process.pid}@${hostname()}`, 'recorder')}\n`);
  writeFileSync(new URL(`${name}.programs.json`, import.meta.url), `${JSON.stringify(programs, null, 1)}\n`);
} finally {
  await worker.stop();
  await server.stop();
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(50);
}
