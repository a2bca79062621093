import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import type { ContactRun } from '../support/contact-run.ts';
import { contactsOn } from '../support/contacts.ts';
import { requireTool } from '../support/require-tool.ts';
import { findTemporalServer, TEMPORAL_SERVER } from '../support/temporal-server.ts';
import { readRunMemory } from '../../src/storage/run-records.ts';
import {
  branch,
  door,
  email,
  end,
  exit,
  mapOf,
  MINUTE,
  path,
  releases,
  submitted,
} from '../program/builders.ts';
import { decided, sold } from './facts.ts';
import { journeyMap, thanksNotices } from './journey-programs.ts';

/** As long as the server's quick retries and a slow machine may take. */
const SOON = { timeout: 20_000, interval: 50 };
const executable = await findTemporalServer();

const news = mapOf({
  map: 'news',
  triggers: [door('read', { type: 'form-submitted', form: 'sign-up' }, 'hello')],
  steps: path(email('hello'), end('reader')),
});
const visit = mapOf({
  map: 'visit',
  triggers: [
    door('first', { type: 'form-submitted', form: 'visit' }, 'greeting', { once: true }),
    door('later', { type: 'form-submitted', form: 'again' }, 'greeting'),
  ],
  steps: path(email('greeting'), exit()),
});
const tiered = mapOf({
  map: 'tiered',
  fields: { tier: 'string' },
  triggers: [
    door('in', { type: 'form-submitted', form: 'tiered' }, 'parked'),
    door('asked', { type: 'form-submitted', form: 'which' }, 'which', {
      scope: 'on-map',
      ifOnMap: 'add-again',
    }),
  ],
  steps: [
    end('parked'),
    branch('which', [{ when: "contact.tier == 'gold'", first: 'gold' }, { first: 'plain' }]),
    email('gold'),
    email('plain'),
  ],
});
const r1 = [journeyMap(), thanksNotices()];
const programs = releases({
  r1,
  r2: [journeyMap(), news],
  visits: [visit],
  tiers: [tiered],
  tiersLater: [mapOf({ ...tiered, steps: [end('parked')], triggers: [], fields: {} })],
});

describe.runIf(requireTool({ ...TEMPORAL_SERVER, found: executable !== undefined }))(
  'the run of a contact',
  () => {
    const contacts = contactsOn(executable, programs);
    const { newContact } = contacts;

    async function activePartner(releaseSet = 'r1'): Promise<ContactRun> {
      const run = await newContact();
      run.releaseSet = releaseSet;
      await run.hear(submitted());
      await expect.poll(() => run.stands(), SOON).toEqual(['review']);
      await run.hear(decided('approved'));
      await expect.poll(() => run.stands(), SOON).toEqual(['active']);
      return run;
    }

    test('goes from the form through approval and login to the welcome, and thanks for sales', async () => {
      const run = await activePartner();
      await run.hear(sold(6000));
      await expect.poll(() => contacts.desk.jobs(run.contactId), SOON).toHaveLength(5);
      expect(await run.scheduled()).toEqual([
        { id: 'm/review#1', type: 'request-approval', summary: 'Ask team managers to approve' },
        { id: 'm/login#2', type: 'grant-login', summary: 'Grant partner-center login: email login' },
        { id: 'm/welcome#3', type: 'send-email', summary: 'Email welcome' },
        {
          id: 'main.notices/thanks#5',
          type: 'send-email',
          summary: 'Sale s-6000 of 6,000 USD: email thanks',
        },
        {
          id: 'm/milestone#6',
          type: 'send-email',
          summary: 'Milestone 5,000 USD reached (total 6,000 USD): email milestone',
        },
      ]);
    });

    test('shows where it stands in search attributes, details and the database', async () => {
      const run = await activePartner('r2');
      const { client } = contacts.server;
      await expect.poll(() => run.stands('news'), SOON).toEqual(['reader']);
      const places = ['m', 'm@m@r2', 'news', 'news@news@r2'];
      await expect
        .poll(async () => (await run.handle.describe()).searchAttributes, SOON)
        .toEqual({
          Maps: places,
          MapSteps: ['m/active', 'news/reader'],
          RunStatus: ['active'],
          BuildIds: expect.anything() as unknown,
        });
      const query = `WorkflowId = '${run.handle.workflowId}' AND Maps = 'news' AND MapSteps = 'm/active'`;
      await expect.poll(async () => (await client.workflow.count(query)).count, SOON).toBe(1);
      expect(await run.details()).toMatch(/\*\*m\*\* at `active` since .*\n- \*\*news\*\* at `reader` since/);
      const positions = contacts.database.db
        .selectFrom('positions')
        .select(['map', 'step'])
        .where('contact_id', '=', run.contactId)
        .orderBy('map');
      await expect
        .poll(() => positions.execute(), SOON)
        .toEqual([
          { map: 'm', step: 'active' },
          { map: 'news', step: 'reader' },
        ]);
    });

    test('ends when the contact stands nowhere, and the next run remembers what was once', async () => {
      const run = await newContact();
      run.releaseSet = 'visits';
      await run.hear(submitted('visit'));
      await run.handle.result();
      expect(await readRunMemory(contacts.database.db, run.contactId)).toMatchObject({
        sequence: 1,
        entry: 2,
        maps: { visit: { once: ['first'] } },
      });

      await run.hear(submitted('visit'));
      await run.handle.result();
      expect(contacts.desk.jobs(run.contactId)).toEqual(['visit/greeting#1']);
      await run.hear(submitted('again'));
      await run.handle.result();
      expect(contacts.desk.jobs(run.contactId)).toEqual(['visit/greeting#1', 'visit/greeting#3']);
    });

    test('leaves a release that its worker does not know to a worker that does', async () => {
      const old = await contacts.startWorker('rolling', releases({ r1 }));
      const run = await newContact('rolling');
      // A worker lets a task that failed before run into its timeout.
      run.taskTimeout = '1 second';
      await run.hear(submitted());
      await expect.poll(() => run.stands(), SOON).toEqual(['review']);
      run.releaseSet = 'r2';
      await run.hear(decided('approved'));
      await expect.poll(() => run.history(), SOON).toContain('workflowTaskFailedEventAttributes');
      expect((await run.handle.describe()).status.name).toBe('RUNNING');
      await old.stop();

      const fresh = await contacts.startWorker('rolling', programs);
      await expect.poll(() => run.stands(), SOON).toEqual(['active']);
      await fresh.stop();
    });

    test('keeps the fields that the release reads on which the contact stands', async () => {
      const run = await newContact();
      await contacts.database.db
        .updateTable('contacts')
        .set({ fields: '{"tier":"gold"}' })
        .where('id', '=', run.contactId)
        .execute();
      run.releaseSet = 'tiers';
      await run.hear(submitted('tiered'));
      await expect.poll(() => run.stands('tiered'), SOON).toEqual(['parked']);
      run.releaseSet = 'tiersLater';
      await run.hear(submitted('which'));
      await expect.poll(() => contacts.desk.jobs(run.contactId), SOON).toEqual(['tiered/gold#3']);
    });

    test('tries a failing step again: the server thrice at once, the kernel after a minute', async () => {
      const run = await newContact();
      contacts.desk.answers.set(run.contactId, () => Promise.reject(new Error('no connection')));
      await run.hear(submitted());
      await expect
        .poll(async () => (await run.state()).maps['m']?.places[0]?.waits, SOON)
        .toMatchObject({ for: 'retry', attempts: 1, job: { id: 'm/review#1' } });
      expect(contacts.desk.of(run.contactId)).toHaveLength(3);
      const place = (await run.state()).maps['m']?.places[0];
      const waits = place?.waits as { at: number; failedSince: number };
      expect(waits.at - waits.failedSince).toBe(MINUTE);
      await expect.poll(() => run.history(), SOON).toContain('timerStartedEventAttributes');
    });

    test('waits for a person where trying again is of no use', async () => {
      const run = await newContact();
      const refusal = ApplicationFailure.nonRetryable('the mail cannot be merged');
      contacts.desk.answers.set(run.contactId, () => Promise.reject(refusal));
      await run.hear(submitted());
      await expect
        .poll(async () => (await run.state()).maps['m']?.places[0]?.waits, SOON)
        .toEqual({ for: 'repair', reason: 'the mail cannot be merged' });
      expect(contacts.desk.of(run.contactId)).toHaveLength(1);
      await expect
        .poll(async () => (await run.handle.describe()).searchAttributes['RunStatus'], SOON)
        .toEqual(['stuck']);
    });
  },
);
