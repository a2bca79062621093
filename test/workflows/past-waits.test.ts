import { describe, expect, test } from 'vitest';
import type { Step } from '../../src/program/step-types.ts';
import {
  approve,
  DAY,
  door,
  email,
  end,
  HOUR,
  mapOf,
  path,
  releases,
  submitted,
  wait,
} from '../program/builders.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTimeSkippingServer, TIME_SKIPPING_SERVER } from '../support/time-skipping-server.ts';
import { virtualContacts } from '../support/virtual-contacts.ts';
import { decided } from './facts.ts';

const SOON = { timeout: 20_000, interval: 50 };
const command = await findTimeSkippingServer();

const noSale: Step = {
  id: 'first-sale',
  kind: 'waitFor',
  on: { type: 'sale-recorded' },
  atMost: { days: 30 },
  otherwise: null,
  next: null,
};
const course = mapOf({
  triggers: [door('in', { type: 'form-submitted', form: 'sign-up' }, 'review')],
  steps: path(
    approve('review'),
    email('first'),
    wait('rest', { ms: 36 * HOUR }),
    noSale,
    email('second'),
    end('taught'),
  ),
});

describe.runIf(requireTool({ ...TIME_SKIPPING_SERVER, found: command !== undefined }))(
  'what a run has waited for',
  () => {
    const contacts = virtualContacts(command ?? '', releases({ r1: [course] }));

    test('is on record once it goes on, by what it publishes anyway; what took no time is no wait', async () => {
      const run = await contacts.newContact();
      await run.hear(submitted());
      await expect.poll(() => run.stands(), SOON).toEqual(['review']);
      await contacts.time.sleep(2 * DAY);
      await run.hear(decided('approved'));
      await expect.poll(() => run.stands(), SOON).toEqual(['rest']);
      await contacts.time.sleep(33 * DAY);
      await expect.poll(() => run.stands(), SOON).toEqual(['taught']);
      const rows = await contacts.database.db
        .selectFrom('past_waits')
        .selectAll()
        .where('contact_id', '=', run.contactId)
        .orderBy('entry')
        .execute();
      const [review, rest, sale] = rows;
      expect(rows.map(({ map, step }) => `${map}/${step}`)).toEqual(['m/review', 'm/rest', 'm/first-sale']);
      expect((review?.left_at ?? 0) - (review?.since ?? 0)).toBeGreaterThanOrEqual(2 * DAY);
      expect(Math.floor(((rest?.left_at ?? 0) - (rest?.since ?? 0)) / HOUR)).toBe(36);
      // It is left at the instant that the record named, or as soon after it as the server woke the run.
      expect(sale?.wake_at).toBe((sale?.since ?? 0) + 30 * DAY);
      expect((sale?.left_at ?? 0) - (sale?.wake_at ?? 0)).toBeGreaterThanOrEqual(0);
      expect(sale?.since).toBe(rest?.left_at);
    });
  },
);
