import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../../activities/create-activities.ts';
import { parseMailbox } from '../../src/email/mailbox.ts';
import { renderEmail } from '../../src/email/render-email.ts';
import { smtpMailServer } from '../../src/email/smtp-mail-server.ts';
import { readUnsubscribeToken } from '../../src/email/unsubscribe-link.ts';
import { setPreferences } from '../../src/partners/consents.ts';
import type { Partners } from '../../src/partners/partners.ts';
import type { SendingPolicy } from '../../src/program/settings.ts';
import { email as source } from '../email/sample-emails.ts';
import { startScriptedSmtp, type ScriptedSmtp } from '../email/scripted-smtp.ts';
import {
  DAY,
  dollars,
  door,
  email,
  end,
  HOUR,
  mapOf,
  milestones,
  path,
  releases,
  submitted,
} from '../program/builders.ts';
import { addContact } from '../storage/temporary-database.ts';
import { ContactRun } from '../support/contact-run.ts';
import { requireTool } from '../support/require-tool.ts';
import { openRunDatabase, type RunDatabase } from '../support/run-database.ts';
import { startTestWorker } from '../support/test-worker.ts';
import {
  createTimeSkipping,
  findTimeSkippingServer,
  TIME_SKIPPING_SERVER,
} from '../support/time-skipping-server.ts';
import { NO_WEBHOOKS } from '../support/no-webhooks.ts';
import { nothingDue } from '../support/nothing-due.ts';

const SOON = { timeout: 20_000, interval: 50 };
const command = await findTimeSkippingServer();

/** One marketing mail a day; what is more waits. */
const SENDING: SendingPolicy = {
  from: 'Acme <partners@acme.example>',
  postalAddress: 'London',
  teams: {},
  topics: { news: { title: 'News', marketing: true, default: 'subscribed' } },
  caps: { marketing: { count: 1, per: { days: 1 }, beyond: 'delay' } },
};

const news = mapOf({
  triggers: [door('in', { type: 'form-submitted' }, 'first')],
  milestones: [milestones([1000], 'bravo')],
  steps: [...path(email('first'), email('second'), end('home')), email('bravo')],
});

/** From the signal to the mail server: only the time is not real. */
describe.runIf(requireTool({ ...TIME_SKIPPING_SERVER, found: command !== undefined }))('a held mail', () => {
  const clock = { now: 0 };
  let environment: TestWorkflowEnvironment;
  let worker: { stop(): Promise<void> } | undefined;
  let database: RunDatabase;
  let partners: Partners;
  let smtp: ScriptedSmtp;
  let directory: string;

  beforeAll(async () => {
    environment = await createTimeSkipping(command ?? '');
    directory = await mkdtemp(join(tmpdir(), 'mapwright-held-'));
    database = await openRunDatabase(directory);
    smtp = await startScriptedSmtp();
    partners = {
      ...database.partners,
      settings: () => ({ ...database.partners.settings(), sending: SENDING }),
      now: () => clock.now,
    };
    const compiled = await renderEmail(source('News for you.', { topic: 'news' }), SENDING);
    const activities = createActivities({
      falling: nothingDue,
      own: new Map(),
      webhooks: NO_WEBHOOKS,
      partners,
      mailer: {
        db: database.db,
        server: smtpMailServer(smtp.url),
        from: parseMailbox(SENDING.from),
        email: () => Promise.resolve(compiled),
        now: partners.now,
      },
    });
    const programs = releases({ r1: [news] });
    worker = await startTestWorker(environment.nativeConnection, 'held', programs, {
      ...activities,
      'send-email': async (request) => {
        clock.now = await environment.currentTimeMs();
        return activities['send-email'](request);
      },
    });
  });
  afterAll(async () => {
    await worker?.stop();
    await environment?.teardown();
    await smtp?.stop();
    await database?.db.destroy();
    await rm(directory, { recursive: true });
  });

  /** Somebody whose first mail has gone out, and whose second waits. */
  async function reader(): Promise<ContactRun> {
    const run = new ContactRun(environment.client, 'held');
    await addContact(database.db, run.contactId);
    await run.hear(submitted());
    await expect.poll(() => verdicts(run), SOON).toEqual(['first sent', 'second held']);
    return run;
  }

  async function verdicts(run: ContactRun): Promise<string[]> {
    const rows = await database.db
      .selectFrom('sent_mails')
      .select(['step', 'status'])
      .where('contact_id', '=', run.contactId)
      .orderBy('entry')
      .execute();
    return rows.map(({ step, status }) => `${step} ${status}`);
  }

  function received(run: ContactRun): string[] {
    return smtp.received.filter(({ to }) => to[0]?.startsWith(run.contactId)).map(({ raw }) => raw);
  }

  test('goes out when there is room, once, with a link that says whose it is', async () => {
    const run = await reader();
    expect(await run.details()).toContain('held (cap) until');
    await environment.sleep(DAY - HOUR);
    expect(received(run)).toHaveLength(1);
    await environment.sleep(2 * HOUR);
    await expect.poll(() => run.stands(), SOON).toEqual(['home']);
    expect(await verdicts(run)).toEqual(['first sent', 'second sent']);
    expect(received(run)).toHaveLength(2);
    const token = /List-Unsubscribe:\s+<[^>]*\/unsubscribe\/([^>]+)>/.exec(received(run)[1] ?? '')?.[1] ?? '';
    const link = { contactId: run.contactId, topic: 'news' };
    expect(readUnsubscribeToken(partners.secret, token)).toEqual(link);
  });

  test('is not sent to who has unsubscribed meanwhile', async () => {
    const run = await reader();
    await setPreferences(partners, run.contactId, { news: false }, 'unsubscribe');
    await environment.sleep(DAY + HOUR);
    await expect.poll(() => run.stands(), SOON).toEqual(['home']);
    expect(await verdicts(run)).toEqual(['first sent', 'second skipped']);
    expect(received(run)).toHaveLength(1);
  });

  test('is retracted by a refund that takes its reason away', async () => {
    const run = await reader();
    const total = (before: number, after: number) => {
      const changes = [{ field: 'totalSales', before: dollars(before), after: dollars(after) }];
      return { type: 'totals-corrected' as const, data: { by: 'kim@example.com', changes } };
    };
    await run.hear(total(0, 1200));
    await expect.poll(() => verdicts(run), SOON).toContain('bravo held');
    await run.hear(total(1200, 100));
    await expect.poll(() => run.stands(), SOON).toEqual(['second']);
    await environment.sleep(3 * DAY);
    await expect.poll(() => run.stands(), SOON).toEqual(['home']);
    expect(await verdicts(run)).toEqual(['first sent', 'second sent', 'bravo held']);
    expect(received(run)).toHaveLength(2);
  });
});
