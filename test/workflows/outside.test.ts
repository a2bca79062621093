import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishTask } from '../../src/partners/finish-task.ts';
import { recordCustomEvent } from '../../src/partners/record-custom-event.ts';
import { isSignedIn } from '../../src/partners/devices.ts';
import { consumeLogin } from '../../src/partners/login-links.ts';
import { DAY, door, end, grantLogin, mapOf, path, releases, revokeLogin, task } from '../program/builders.ts';
import { startRealWorld, type RealWorld } from '../support/real-world.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTimeSkippingServer, TIME_SKIPPING_SERVER } from '../support/time-skipping-server.ts';

const SOON = { timeout: 20_000, interval: 50 };
const command = await findTimeSkippingServer();

const IN = [door('in', { type: 'form-submitted', form: 'sign-up' }, 'call')];
const called = mapOf({
  triggers: IN,
  steps: path(
    task('call', { done: null, expired: 'close' }, { remindEvery: { days: 2 }, giveUpAfter: { days: 7 } }),
    grantLogin('login'),
    task('leave', { done: null }),
    revokeLogin('close'),
    end('gone'),
  ),
});

const TRAINED = { type: 'custom', name: 'training-finished', where: 'event.score >= 80' } as const;
const trained = mapOf({
  events: { 'training-finished': { course: { type: 'string' }, score: { type: 'integer' } } },
  triggers: [door('in', { type: 'form-submitted', form: 'sign-up' }, 'learn')],
  steps: path({ kind: 'waitFor', id: 'learn', next: null, on: TRAINED, otherwise: null }, end('trained')),
});

describe.runIf(requireTool({ ...TIME_SKIPPING_SERVER, found: command !== undefined }))(
  'what maps ask of the world, with the product’s own activities',
  () => {
    let started: RealWorld | undefined;

    beforeAll(async () => {
      started = await startRealWorld(command ?? '', releases({ called: [called], trained: [trained] }));
    });
    afterAll(() => started?.stop());
    const world = () => {
      if (!started) throw new Error('The world has not started.');
      return started;
    };

    const finish = async (contact: string, step: string) => {
      const finished = { contact, step, outcome: 'done', by: 'kim@example.com' };
      const { status } = await finishTask(world().partners, finished);
      world().wake();
      return status;
    };
    /** The mails so far, without the soft line breaks of quoted-printable (RFC 2045 §6.7). */
    const mails = () =>
      world()
        .smtp.received.map(({ raw }) => raw.replaceAll(/=\r?\n/g, ''))
        .join();

    test('a task is mailed, ended in the database and gone on from; revokeLogin closes what was opened', async () => {
      const run = await world().signUp('called');
      await expect.poll(mails, SOON).toContain(`mapwright task ${run.contactId} done --step call`);
      expect(await finish(run.contactId, 'call')).toBe('done');
      await expect.poll(() => run.stands(), SOON).toEqual(['leave']);
      const [, token = ''] = /\/login\/([\w-]{43})/.exec(mails()) ?? [];
      expect(await consumeLogin(world().partners, token)).toMatchObject({ status: 'opened' });
      world().wake();
      const login = { contactId: run.contactId, map: 'm', entry: 2 };
      expect(await isSignedIn(world().partners, login)).toBe(true);

      await expect.poll(mails, SOON).toContain(`mapwright task ${run.contactId} done --step leave`);
      expect(await finish(run.contactId, 'leave')).toBe('done');
      await expect.poll(() => run.stands(), SOON).toEqual(['gone']);
      expect(await isSignedIn(world().partners, login)).toBe(false);
    });

    test('an event of events.yaml comes by the database or by a signal, and counts once', async () => {
      const run = await world().signUp('trained');
      await expect.poll(() => run.stands(), SOON).toEqual(['learn']);
      const event = { type: 'training-finished', id: 'e-1', data: { score: 70 } };
      const partner = { contactId: run.contactId };
      expect(await recordCustomEvent(world().partners, { ...event, partner })).toMatchObject({
        status: 'recorded',
      });
      const data = { type: 'training-finished', data: { score: 80 } };
      const signal = { specversion: '1.0', type: 'custom-event', source: 'school', id: 'e-2', data };
      await run.signal([signal, signal]);
      await expect.poll(() => run.stands(), SOON).toEqual(['trained']);
      const facts = await world()
        .partners.db.selectFrom('outbox')
        .select('source')
        .where('contact_id', '=', run.contactId)
        .where('type', '=', 'custom')
        .orderBy('sequence')
        .execute();
      expect(facts.map(({ source }) => source)).toEqual(['/events/webhook', '/events/school']);
    });

    test('a task that nobody does is reminded of, and given up', async () => {
      const run = await world().signUp('called');
      await expect.poll(() => run.stands(), SOON).toEqual(['call']);
      await expect
        .poll(async () => (await run.state()).maps['m']?.places[0]?.waits, SOON)
        .toMatchObject({ for: 'decision' });
      await world().environment.sleep(8 * DAY);
      await expect.poll(() => run.stands(), SOON).toEqual(['gone']);
      expect((await run.scheduled()).map(({ id }) => id)).toEqual([
        'm/call#1',
        'm/call#1.1',
        'm/call#1.2',
        'm/call#1.3',
        'm/call#1.expire',
        'm/close#2',
      ]);
      expect(await finish(run.contactId, 'call')).toBe('already-done');
    });
  },
);
