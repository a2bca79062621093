import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkflowFailedError } from '@temporalio/client';
import { isCancellation } from '@temporalio/workflow';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRunMemory } from '../../src/storage/run-records.ts';
import { door, email, end, mapOf, path, releases, submitted, wait, DAY } from '../program/builders.ts';
import { addContact } from '../storage/temporary-database.ts';
import { ContactRun } from '../support/contact-run.ts';
import { JobDesk } from '../support/job-desk.ts';
import { requireTool } from '../support/require-tool.ts';
import { openRunDatabase, type RunDatabase } from '../support/run-database.ts';
import { startTestWorker } from '../support/test-worker.ts';
import {
  createTimeSkipping,
  findTimeSkippingServer,
  TIME_SKIPPING_SERVER,
} from '../support/time-skipping-server.ts';

const SOON = { timeout: 20_000, interval: 50 };
const command = await findTimeSkippingServer();

const course = mapOf({
  triggers: [
    door('in', { type: 'form-submitted', form: 'course' }, 'first', { once: true }),
    door('again', { type: 'form-submitted', form: 'again' }, 'second'),
  ],
  steps: path(email('first'), email('second'), wait('a-day', { ms: DAY }), email('third'), end('taught')),
});

describe.runIf(requireTool({ ...TIME_SKIPPING_SERVER, found: command !== undefined }))(
  'a run that is cancelled',
  () => {
    let environment: TestWorkflowEnvironment | undefined;
    let worker: { stop(): Promise<void> } | undefined;
    let database: RunDatabase | undefined;
    let directory = '';
    let desk = new JobDesk();

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'mapwright-cancelled-'));
      database = await openRunDatabase(directory);
      desk = new JobDesk(database.write);
      environment = await createTimeSkipping(command ?? '');
      const activities = { ...database.activities, ...desk.activities };
      const { nativeConnection } = environment;
      worker = await startTestWorker(nativeConnection, 'cancelled', releases({ r1: [course] }), activities);
    });
    afterAll(async () => {
      try {
        await worker?.stop();
      } finally {
        await environment?.teardown();
      }
      await database?.db.destroy();
      await rm(directory, { recursive: true, force: true });
    });

    async function newRun(): Promise<ContactRun> {
      if (!environment || !database) throw new Error('Not started yet.');
      const run = new ContactRun(environment.client, 'cancelled', `c-${randomUUID()}`);
      await addContact(database.db, run.contactId);
      return run;
    }

    /** How the run ended. */
    async function ending(run: ContactRun): Promise<unknown> {
      const error: unknown = await run.handle.result().catch((reason: unknown) => reason);
      return error instanceof WorkflowFailedError ? error.cause : error;
    }

    test('lets the mail that is under way end, sends no other, and is remembered', async () => {
      const run = await newRun();
      const { promise: arrived, resolve: answer } = Promise.withResolvers<'done'>();
      desk.answers.set(run.contactId, () => arrived);
      await run.hear(submitted('course'));
      await expect.poll(() => desk.jobs(run.contactId), SOON).toEqual(['m/first#1']);

      await run.handle.cancel();
      await expect
        .poll(() => run.history(), SOON)
        .toContain('workflowExecutionCancelRequestedEventAttributes');
      expect((await run.handle.describe()).status.name).toBe('RUNNING');
      answer('done');
      expect(isCancellation(await ending(run))).toBe(true);
      expect(desk.jobs(run.contactId)).toEqual(['m/first#1']);
      expect(await readRunMemory(database!.db, run.contactId)).toMatchObject({
        sequence: 1,
        entry: 2,
        maps: { m: { once: ['in'] } },
      });

      const positions = database!.db
        .selectFrom('positions')
        .selectAll()
        .where('contact_id', '=', run.contactId);
      expect(await positions.execute()).toEqual([]);

      desk.answers.delete(run.contactId);
      await run.hear(submitted('course'));
      await run.hear(submitted('again'));
      await expect.poll(() => desk.jobs(run.contactId), SOON).toEqual(['m/first#1', 'm/second#3']);
      await expect.poll(() => run.stands(), SOON).toEqual(['a-day']);
    });

    test('ends at once where it only waits', async () => {
      const run = await newRun();
      await run.hear(submitted('course'));
      await expect.poll(() => run.stands(), SOON).toEqual(['a-day']);
      await run.handle.cancel();
      expect(isCancellation(await ending(run))).toBe(true);
      expect(desk.jobs(run.contactId)).toEqual(['m/first#1', 'm/second#2']);
    });
  },
);
