import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordDue } from '../../activities/record-due.ts';
import type { ActivityPorts } from '../../activities/ports.ts';
import { fallingDue, type FallingDue } from '../../src/program/due.ts';
import { DUE_SCHEDULE, keepDueSchedule } from '../../src/temporal/due-schedule.ts';
import { door, email, exit, mapOf, path, releases } from '../program/builders.ts';
import { partnersOn } from '../support/partner-desk.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTemporalServer, TEMPORAL_SERVER } from '../support/temporal-server.ts';
import { startTestWorker } from '../support/test-worker.ts';

const SOON = { timeout: 30_000, interval: 50 };
const QUEUE = 'due';
const executable = await findTemporalServer();

const greeting = mapOf({
  map: 'greeting',
  triggers: [
    door(
      'day',
      {
        type: 'date-reached',
        date: { door: 'trigger/day', on: { date: '2020-01-01' }, at: '00:00', every: 'year' },
      },
      'happy',
      { scope: 'anyone' },
    ),
  ],
  steps: path(email('happy'), exit('out')),
});
const programs = releases({ r1: [greeting] });

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: executable !== undefined }))(
  'the Schedule of what falls due',
  () => {
    const partners = partnersOn(executable, programs);
    const day = 86_400_000;
    const clock = { now: Date.UTC(2026, 5, 1) };
    let worker: { stop(): Promise<void> } | undefined;

    beforeAll(async () => {
      const { server, database, desk } = partners.contacts;
      const falling: FallingDue = fallingDue([greeting], ['main']);
      const ports = {
        partners: { ...database.partners, now: () => clock.now },
        falling: () => Promise.resolve(falling),
      } as ActivityPorts;
      worker = await startTestWorker(server.connection, QUEUE, programs, {
        ...database.activities,
        ...desk.activities,
        'record-due': () => recordDue(ports, () => undefined),
      });
    });
    afterAll(() => worker?.stop());

    /** How many runs the Schedule has started, also those that are over. */
    async function started(): Promise<number> {
      const { info } = await partners.contacts.server.client.schedule.getHandle(DUE_SCHEDULE).describe();
      return info.numActionsTaken;
    }

    test('is made once, runs at once, and tells the run of somebody who is on no map', async () => {
      const { client } = partners.contacts.server;
      const { database, desk } = partners.contacts;
      const person = await partners.contacts.newContact();
      await keepDueSchedule(client, QUEUE, true);
      const watches = () => database.db.selectFrom('due_watches').select('name').execute();
      await expect.poll(watches, SOON).toEqual([{ name: 'dates/greeting/trigger/day' }]);

      clock.now = Date.UTC(2027, 0, 1) + day;
      // Another start: the same Schedule, and what was missed meanwhile is told now.
      await keepDueSchedule(client, QUEUE, true);
      await expect.poll(() => desk.jobs(person.contactId), SOON).toEqual(['greeting/happy#1']);
      expect(await started()).toBe(2);
      await person.handle.result();
    });

    test('goes when no map needs it, and need not be there', async () => {
      const { client } = partners.contacts.server;
      await keepDueSchedule(client, QUEUE, true);
      await keepDueSchedule(client, QUEUE, false);
      await expect(started()).rejects.toThrow(/not ?found/i);
      await keepDueSchedule(client, QUEUE, false);
    });
  },
);
