import { describe, expect, test } from 'vitest';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { door, email, end, mapOf, path, releases, set, tag } from '../program/builders.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTimeSkippingServer, TIME_SKIPPING_SERVER } from '../support/time-skipping-server.ts';
import { virtualContacts } from '../support/virtual-contacts.ts';

const SOON = { timeout: 20_000, interval: 50 };
const command = await findTimeSkippingServer();
const again = { scope: 'on-map', ifOnMap: 'add-again' } as const;

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
    const contacts = virtualContacts(command ?? '', releases({ r1: [marks] }));

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
      await expect.poll(() => desk.jobs(run.contactId), SOON).toEqual(['m/golden#2', 'm/hello#4']);
      const { contact, jobs, sequence } = await run.state();
      expect(contact).toMatchObject({ tier: 'gold', score: 5 });
      expect([sequence, jobs]).toEqual([3, []]);
    });
  },
);
