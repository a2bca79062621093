import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextOccurrence } from '../../src/calendar/date-occurrences.ts';
import { resolveInstant } from '../../src/calendar/resolve-instant.ts';
import type { Waiting } from '../../src/program/run-state.ts';
import type { RunActivities } from '../../workflows/messages.ts';
import {
  approve,
  DAY,
  door,
  email,
  end,
  exit,
  HOUR,
  mapOf,
  MINUTE,
  path,
  releases,
  submitted,
  wait,
} from '../program/builders.ts';
import { ContactRun } from '../support/contact-run.ts';
import { JobDesk } from '../support/job-desk.ts';
import { requireTool } from '../support/require-tool.ts';
import { startTestWorker } from '../support/test-worker.ts';
import {
  createTimeSkipping,
  findTimeSkippingServer,
  TIME_SKIPPING_SERVER,
} from '../support/time-skipping-server.ts';
import { decided } from './facts.ts';

const SOON = { timeout: 20_000, interval: 50 };
const command = await findTimeSkippingServer();

const course = mapOf({
  triggers: [door('in', { type: 'form-submitted', form: 'course' }, 'first')],
  steps: path(
    email('first'),
    wait('some-days', { days: 3 }),
    email('second'),
    wait('a-while', { ms: 36 * HOUR }),
    email('third'),
    end('taught'),
  ),
});
const contract = mapOf({
  fields: { contractEnds: 'date' },
  triggers: [door('in', { type: 'form-submitted', form: 'contract' }, 'renewal')],
  steps: path(
    {
      id: 'renewal',
      kind: 'wait',
      next: null,
      untilField: 'contractEnds',
      offset: { sign: -1, days: 30 },
      at: '09:00',
    },
    email('renew'),
    end('told'),
  ),
});
const birthday = mapOf({
  fields: { birthday: 'date' },
  triggers: [
    door('in', { type: 'form-submitted', form: 'birthday' }, 'here'),
    door(
      'day',
      {
        type: 'date-reached',
        date: { door: 'trigger/day', on: { field: 'birthday' }, at: '09:00', every: 'year' },
      },
      'cake',
      { scope: 'on-map', ifOnMap: 'add-again' },
    ),
  ],
  steps: [end('here'), email('cake')],
});
const review = mapOf({
  triggers: [door('in', { type: 'form-submitted', form: 'sign-up' }, 'review')],
  steps: [
    approve('review', {
      remindEvery: { days: 2 },
      giveUpAfter: { days: 30 },
      next: 'welcome',
      expired: 'too-late',
      rejected: 'left',
    }),
    email('too-late', { next: 'left' }),
    exit('left'),
    email('welcome', { next: 'active' }),
    end('active'),
  ],
});

describe.runIf(requireTool({ ...TIME_SKIPPING_SERVER, found: command !== undefined }))(
  'waits of days',
  () => {
    let environment: TestWorkflowEnvironment | undefined;
    let worker: { stop(): Promise<void> } | undefined;
    const desk = new JobDesk();
    const local: RunActivities = {
      'load-run': () => Promise.resolve({ contact: {}, enrolments: {} }),
      'record-run': () => Promise.resolve(),
      'record-event': () => Promise.resolve({ refused: [] }),
      'resolve-instant': (request) => Promise.resolve(resolveInstant(request, 'UTC')),
      'find-date': (request) => Promise.resolve(nextOccurrence(request, 'UTC') ?? null),
    };

    function time(): TestWorkflowEnvironment {
      if (!environment) throw new Error('The time-skipping server has not started.');
      return environment;
    }

    beforeAll(async () => {
      environment = await createTimeSkipping(command ?? '');
      const programs = releases({
        birthday: [birthday],
        course: [course],
        contract: [contract],
        review: [review],
      });
      worker = await startTestWorker(time().nativeConnection, 'waits', programs, {
        ...local,
        ...desk.activities,
      });
    });
    afterAll(async () => {
      try {
        await worker?.stop();
      } finally {
        await environment?.teardown();
      }
    });

    function newRun(releaseSet: string): ContactRun {
      const run = new ContactRun(time().client, 'waits', `c-${randomUUID()}`);
      run.releaseSet = releaseSet;
      return run;
    }

    async function waiting(run: ContactRun): Promise<Waiting | undefined> {
      return (await run.state()).maps['m']?.places[0]?.waits;
    }

    test('go by the calendar or the clock, and mails come when they are over', async () => {
      const run = newRun('course');
      await run.hear(submitted('course'));
      await expect.poll(() => waiting(run), SOON).toMatchObject({ for: 'instant' });
      const since = (await run.state()).maps['m']?.places[0]?.since ?? 0;
      expect(await waiting(run)).toEqual({ for: 'instant', at: since + 3 * DAY });

      await time().sleep(3 * DAY - HOUR);
      expect(desk.jobs(run.contactId)).toEqual(['m/first#1']);
      await time().sleep(HOUR + MINUTE);
      await expect.poll(() => desk.jobs(run.contactId), SOON).toEqual(['m/first#1', 'm/second#3']);
      await expect.poll(() => run.stands(), SOON).toEqual(['a-while']);
      await time().sleep(36 * HOUR);
      await expect.poll(() => run.stands(), SOON).toEqual(['taught']);
      expect(desk.jobs(run.contactId)).toEqual(['m/first#1', 'm/second#3', 'm/third#5']);
    });

    test('begin when their date is filled in, and move with it', async () => {
      const run = newRun('contract');
      const now = await time().currentTimeMs();
      const dayAfter = (days: number) => new Date(now + days * DAY).toISOString().slice(0, 10);
      const endsOn = (before: string | null, after: string) =>
        run.hear({
          type: 'totals-corrected',
          data: { by: 'test', changes: [{ field: 'contractEnds', before, after }] },
        });
      const nineOn = (days: number) => Date.parse(`${dayAfter(days)}T09:00:00Z`);

      await run.hear(submitted('contract'));
      await expect.poll(() => waiting(run), SOON).toEqual({ for: 'event' });
      await endsOn(null, dayAfter(50));
      await expect.poll(() => waiting(run), SOON).toEqual({ for: 'instant', at: nineOn(20) });
      await endsOn(dayAfter(50), dayAfter(40));
      await expect.poll(() => waiting(run), SOON).toEqual({ for: 'instant', at: nineOn(10) });
      await time().sleep(9 * DAY);
      expect(desk.jobs(run.contactId)).toEqual([]);
      await endsOn(dayAfter(40), dayAfter(60));
      await expect.poll(() => waiting(run), SOON).toEqual({ for: 'instant', at: nineOn(30) });
      await time().sleep(12 * DAY);
      expect(desk.jobs(run.contactId)).toEqual([]);
      await time().sleep(10 * DAY);
      await expect.poll(() => run.stands(), SOON).toEqual(['told']);
      expect(desk.jobs(run.contactId)).toEqual(['m/renew#2']);
    });

    test('a trigger on a date opens every year, and moves with the field', async () => {
      const run = newRun('birthday');
      const now = await time().currentTimeMs();
      const dayAfter = (days: number) => new Date(now + days * DAY).toISOString().slice(0, 10);
      const bornOn = (before: string | null, after: string) =>
        run.hear({
          type: 'totals-corrected',
          data: { by: 'test', changes: [{ field: 'birthday', before, after }] },
        });
      const next = async () => (await run.state()).maps['m']?.dates?.['trigger/day']?.next;

      await run.hear(submitted('birthday'));
      await bornOn(null, dayAfter(30));
      await expect.poll(next, SOON).toMatchObject({ date: dayAfter(30) });
      await bornOn(dayAfter(30), dayAfter(60));
      await expect.poll(next, SOON).toMatchObject({ date: dayAfter(60) });
      await time().sleep(50 * DAY);
      expect(desk.jobs(run.contactId)).toEqual([]);
      await time().sleep(400 * DAY);
      await expect.poll(() => desk.jobs(run.contactId), SOON).toHaveLength(2);
      expect(await run.stands()).toEqual(['here']);
    });

    test('remind the team every two days until somebody decides', async () => {
      const run = newRun('review');
      await run.hear(submitted());
      await expect.poll(() => waiting(run), SOON).toMatchObject({ for: 'decision', reminders: 0 });
      for (const count of [1, 2, 3]) {
        await time().sleep(2 * DAY);
        await expect
          .poll(() => waiting(run), SOON)
          .toMatchObject({ reminders: count, remindAt: expect.any(Number) });
      }
      await run.hear(decided('approved'));
      await expect.poll(() => run.stands(), SOON).toEqual(['active']);
      await time().sleep(40 * DAY);
      expect(desk.jobs(run.contactId)).toEqual([
        'm/review#1',
        'm/review#1.1',
        'm/review#1.2',
        'm/review#1.3',
        'm/welcome#2',
      ]);
    });

    test('give up on a question after 30 days', async () => {
      const run = newRun('review');
      await run.hear(submitted());
      await expect.poll(() => waiting(run), SOON).toMatchObject({ for: 'decision' });
      await run.handle.result();
      const jobs = desk.jobs(run.contactId);
      expect(jobs.filter((id) => id.startsWith('m/review#1.') && !id.endsWith('expire'))).toHaveLength(14);
      expect(jobs.slice(-2)).toEqual(['m/review#1.expire', 'm/too-late#2']);
    });

    test('keep the decision of whoever was faster than giving up', async () => {
      const run = newRun('review');
      desk.answers.set(run.contactId, (job) =>
        job.activity === 'expire-approval' ? { status: 'done', skipped: 'already-decided' } : 'done',
      );
      await run.hear(submitted());
      await expect.poll(() => waiting(run), SOON).toMatchObject({ for: 'decision' });
      await time().sleep(31 * DAY);
      await expect.poll(() => desk.jobs(run.contactId), SOON).toContain('m/review#1.expire');
      await run.hear(decided('approved'));
      await expect.poll(() => run.stands(), SOON).toEqual(['active']);
    });

    test('grow between attempts at a failing mail, until it waits for a person after three days', async () => {
      const run = newRun('course');
      const times: number[] = [];
      desk.answers.set(run.contactId, async () => {
        times.push(await time().currentTimeMs());
        throw new Error('the mail server is away');
      });
      await run.hear(submitted('course'));
      await expect.poll(() => waiting(run), SOON).toMatchObject({ for: 'retry' });
      await time().sleep(4 * DAY);
      await expect
        .poll(() => waiting(run), SOON)
        .toEqual({ for: 'repair', reason: 'the mail server is away' });

      // Three quick attempts each: the pauses in between are those of the kernel.
      const first = times.filter((_, index) => index % 3 === 0);
      const pauses = first.slice(1).map((at, index) => Math.round((at - (first[index] ?? 0)) / MINUTE));
      expect(pauses.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
      const [begun = 0, last = 0] = [times[0], times.at(-1)];
      expect((last - begun) / DAY).toBeGreaterThan(2.9);
      expect((last - begun) / DAY).toBeLessThanOrEqual(3.01);
    });

    test('end early where the mail goes out again', async () => {
      const run = newRun('course');
      desk.answers.set(run.contactId, (job, attempt) => {
        if (job.id !== 'm/first#1' || attempt > 6) return 'done';
        throw new Error('the mail server is away');
      });
      await run.hear(submitted('course'));
      await expect.poll(() => waiting(run), SOON).toMatchObject({ for: 'retry' });
      await time().sleep(HOUR);
      await expect.poll(() => run.stands(), SOON).toEqual(['some-days']);
      expect(desk.of(run.contactId, 'm/first#1')).toHaveLength(7);
    });
  },
);
