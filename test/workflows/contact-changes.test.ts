import { describe, expect, test } from 'vitest';
import { actByHand } from '../../src/partners/act-by-hand.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { readRunMemory } from '../../src/storage/run-records.ts';
import { controlSignal } from '../../workflows/messages.ts';
import { door, email, end, mapOf, path, releases, set, tag, wait, DAY } from '../program/builders.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTimeSkippingServer, TIME_SKIPPING_SERVER } from '../support/time-skipping-server.ts';
import { virtualContacts } from '../support/virtual-contacts.ts';

const SOON = { timeout: 20_000, interval: 50 };
const command = await findTimeSkippingServer();
const again = { scope: 'on-map', ifOnMap: 'add-again' } as const;

/** Adds to map `z`, where people wait a day. */
const adds = mapOf({
  map: 'adds',
  triggers: [door('in', { type: 'form-submitted', form: 'sign-up' }, 'add')],
  steps: path({ kind: 'map', id: 'add', next: null, action: 'add', target: 'z' }, end('added-them')),
});
const waits = mapOf({
  map: 'z',
  triggers: [door('added', { type: 'added' }, 'rest')],
  steps: path(wait('rest', { ms: DAY }), email('rested'), end('awake')),
});

const marks = mapOf({
  triggers: [
    door('in', { type: 'form-submitted', form: 'sign-up' }, 'score'),
    door(
      'gold',
      { type: 'field-updated', field: 'tier', test: { op: 'equals', value: 'gold' } },
      'golden',
      again,
    ),
    door('vip', { type: 'tag-added', tag: 'vip' }, 'hello', again),
  ],
  steps: [
    ...path(
      set('score', [
        { field: 'tier', value: 'gold' },
        { field: 'score', cel: 'contact.score + 5' },
      ]),
      tag('mark', ['vip']),
      end('active'),
    ),
    email('golden'),
    email('hello'),
  ],
});

describe.runIf(requireTool({ ...TIME_SKIPPING_SERVER, found: command !== undefined }))(
  'a change by a step',
  () => {
    const contacts = virtualContacts(command ?? '', releases({ r1: [marks, adds, waits] }));

    test('is committed once and comes back as the event that the place waits for', async () => {
      const run = await contacts.newContact();
      const { desk, database } = contacts;
      const { partners } = database;
      // Submitted for an address that is known: it changes nothing, and starts the run.
      await submitSignUp(partners, 'main', { email: `${run.contactId}@example.com` });
      await expect.poll(async () => (await run.state()).maps['m']?.places.length, SOON).toBe(1);
      await expect.poll(() => run.stands(), SOON).toEqual(['active']);
      expect(await findContact(partners, run.contactId)).toMatchObject({
        fields: { tier: 'gold', score: 5 },
        tags: ['vip'],
      });
      const mails = () => desk.jobs(run.contactId).filter((id) => id.startsWith('m/'));
      await expect
        .poll(mails, SOON)
        .toEqual([expect.stringMatching(/golden/), expect.stringMatching(/hello/)]);
      const { contact, jobs, sequence } = await run.state();
      expect(contact).toMatchObject({ tier: 'gold', score: 5 });
      expect([sequence, jobs]).toEqual([4, []]);
    });

    test('may add the contact to another map, where a pause holds them while time passes', async () => {
      const run = await contacts.newContact();
      const { database, desk, time } = contacts;
      const standsIn = async (map: string) => (await run.state()).maps[map]?.places.map(({ step }) => step);
      await submitSignUp(database.partners, 'main', { email: `${run.contactId}@example.com` });
      await expect.poll(() => run.stands('z').catch(() => []), SOON).toEqual(['rest']);
      await expect.poll(() => standsIn('adds'), SOON).toEqual(['added-them']);

      await run.handle.signal(controlSignal, { action: 'pause', map: 'z' });
      await run.handle.signal(controlSignal, { action: 'stop' });
      await expect.poll(async () => (await run.state()).maps['z']?.paused, SOON).toBe(true);
      const { refused } = await run.state();
      expect(refused).toMatchObject([{ what: 'control', why: 'action is not pause or resume' }]);
      await time.sleep(3 * DAY);
      expect(await standsIn('z')).toEqual(['rest']);

      const by = { contact: run.contactId, by: 'kim@example.com' };
      await actByHand(database.partners, { ...by, action: 'resume', map: 'z' });
      await expect.poll(() => standsIn('z'), SOON).toEqual(['awake']);
      expect(desk.jobs(run.contactId).filter((id) => id.startsWith('z/'))).toHaveLength(1);
    });

    test('a pause is remembered of somebody who stands nowhere, and the door opens at its end', async () => {
      const run = await contacts.newContact();
      const { partners } = contacts.database;
      const memory = () => readRunMemory(partners.db, run.contactId);
      const by = { contact: run.contactId, by: 'kim@example.com' };
      await actByHand(partners, { ...by, action: 'pause' });
      await expect.poll(async () => (await memory())?.paused, SOON).toBe(true);
      await submitSignUp(partners, 'main', { email: `${run.contactId}@example.com` });
      const knocks = async () => Object.keys((await memory())?.maps['m']?.held?.knocks ?? {});
      await expect.poll(knocks, SOON).toEqual(['in']);
      await actByHand(partners, { ...by, action: 'resume' });
      await expect.poll(() => run.stands(), SOON).toEqual(['active']);
    });
  },
);
