import { describe, expect, test } from 'vitest';
import { newRun } from '../../src/program/new-run.ts';
import { workflowIdOf } from '../../src/temporal/deliver-events.ts';
import { contactsOn } from '../support/contacts.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTemporalServer, TEMPORAL_SERVER } from '../support/temporal-server.ts';
import { email, end, door, mapOf, path, releases, submitted, wait } from '../program/builders.ts';
import { decided, sold } from './facts.ts';
import { journeyMap, thanksNotices } from './journey-programs.ts';

const SOON = { timeout: 25_000, interval: 100 };
const SALES = 20;
const executable = await findTemporalServer();

const course = mapOf({
  map: 'course',
  triggers: [door('joined', { type: 'form-submitted', form: 'course' }, 'first')],
  steps: path(email('first'), wait('a-moment', { ms: 400 }), email('second'), end('taught')),
});
const programs = releases({ r1: [journeyMap(), thanksNotices(), course] });

/**
 * The server suggests to continue as new after so many history events. The fewer, the more often: with 16 after
 * nearly any step; with a number that the journey never reaches not at all.
 */
const EVENTS = [16, 27, 10_000];

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: executable !== undefined }))(
  'a run continued as new',
  () => {
    describe.each(EVENTS)('each %i events', (events) => {
      const contacts = contactsOn(executable, programs, {
        'limit.historyCount.suggestContinueAsNew': events,
      });

      test('has the same future', async () => {
        const run = await contacts.newContact();
        await run.hear(submitted());
        await run.hear(decided('approved'));
        await expect.poll(() => run.stands(), SOON).toEqual(['active']);
        await run.hear(submitted('course'));
        // In the midst of it all: signals that arrive while a run closes.
        for (let count = 0; count < SALES; count += 1) await run.hear(sold(400, 400 * count));
        await expect.poll(() => run.stands('course'), SOON).toEqual(['taught']);
        await expect.poll(async () => (await run.state()).jobs, SOON).toEqual([]);
        await expect.poll(() => contacts.desk.jobs(run.contactId).length, SOON).toBe(SALES + 6);

        const steps = contacts.desk
          .of(run.contactId)
          .map(({ job }) => `${job.origin.map}/${job.origin.step}`);
        expect(steps.filter((step) => step === 'main.notices/thanks')).toHaveLength(SALES);
        expect(steps.filter((step) => step !== 'main.notices/thanks').sort()).toEqual([
          'course/first',
          'course/second',
          'm/login',
          'm/milestone',
          'm/review',
          'm/welcome',
        ]);
        const { sequence, enrolments, maps, refused } = await run.state();
        expect({ sequence, refused, total: enrolments['main']?.['totalSales'] }).toEqual({
          sequence: SALES + 3,
          refused: [],
          total: 400_00 * SALES,
        });
        expect(maps['m']?.milestones).toEqual({ total: [500_000] });
        const attributes = (await run.handle.describe()).searchAttributes;
        expect(attributes['MapSteps']).toEqual(['course/taught', 'm/active']);

        const runs = () => contacts.server.client.workflow.count(`WorkflowId = '${run.handle.workflowId}'`);
        if (events > 1000) expect((await runs()).count).toBe(1);
        else await expect.poll(async () => (await runs()).count, SOON).toBeGreaterThan(2);
      });
    });

    describe('before its first event', () => {
      const contacts = contactsOn(executable, programs, { 'limit.historyCount.suggestContinueAsNew': 20 });

      test('still hears it', async () => {
        const run = await contacts.newContact();
        for (let count = 1; count <= 20; count += 1) {
          await run.signal(null);
          await expect.poll(async () => (await run.state()).refused.length, SOON).toBe(Math.min(count, 20));
        }
        await run.hear(submitted());
        await expect.poll(() => run.stands(), SOON).toEqual(['review']);
      });
    });

    describe('on a worker that lacks its release', () => {
      const contacts = contactsOn(executable, programs);

      test('waits for one that has it', async () => {
        const { contactId } = await contacts.newContact();
        const state = { ...newRun(contactId), releaseSet: 'unheard-of' };
        const workflowId = workflowIdOf(contactId);
        const args = [{ contactId, state }];
        const handle = await contacts.server.client.workflow.start('contact', {
          workflowId,
          taskQueue: 'contacts',
          args,
        });
        const failures = async () => {
          const { events } = await handle.fetchHistory();
          return (events ?? []).flatMap(
            (event) => event.workflowTaskFailedEventAttributes?.failure?.message ?? [],
          );
        };
        await expect
          .poll(failures, SOON)
          .toEqual(["UnknownReleaseSet: this worker's bundle does not hold release set unheard-of"]);
        expect((await handle.describe()).status.name).toBe('RUNNING');
      });
    });
  },
);
