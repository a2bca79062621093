import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createActivities } from '../../activities/create-activities.ts';
import { builtInMails } from '../../src/email/built-in-mails.ts';
import { parseMailbox } from '../../src/email/mailbox.ts';
import { renderEmail } from '../../src/email/render-email.ts';
import type { Mailer } from '../../src/email/send-mail.ts';
import { smtpMailServer } from '../../src/email/smtp-mail-server.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import type { ActivityPorts } from '../../activities/ports.ts';
import type { Partners } from '../../src/partners/partners.ts';
import type { EmailRef, Programs } from '../../src/program/program.ts';
import type { Settings } from '../../src/program/settings.ts';
import { startDispatcher } from '../../src/storage/dispatcher.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { deliverEvents } from '../../src/temporal/deliver-events.ts';
import { startScriptedSmtp, type ScriptedSmtp } from '../email/scripted-smtp.ts';
import { USD } from '../program/builders.ts';
import { ContactRun } from './contact-run.ts';
import { startTestWorker } from './test-worker.ts';
import { createTimeSkipping } from './time-skipping-server.ts';
import { NO_WEBHOOKS } from './no-webhooks.ts';
import { nothingDue } from './nothing-due.ts';

const SETTINGS: Settings = {
  events: {
    'training-finished': { course: { type: 'string' }, score: { type: 'integer' } },
  },
  programs: {
    main: {
      name: 'main',
      title: 'Acme partners',
      currency: USD,
      locale: 'en-US',
      timeZone: 'UTC',
      commissionBasisPoints: 2000,
      signUpForm: {
        id: 'sign-up',
        fields: [{ name: 'email', label: 'Email', type: 'email', required: true }],
      },
      links: [],
    },
  },
  sending: {
    from: 'Acme <partners@acme.example>',
    postalAddress: 'London',
    teams: { managers: ['kim@example.com'] },
  },
};

/** A time-skipping server, a database, a mail server, the product's own activities and a dispatcher. */
export interface RealWorld {
  environment: TestWorkflowEnvironment;
  partners: Partners;
  smtp: ScriptedSmtp;
  /** Fills in the form; answers the contact's run. The release set is the one that is named. */
  signUp(releaseSet: string): Promise<ContactRun>;
  /** Hands over what was committed. */
  wake(): void;
  stop(): Promise<void>;
}

/** The figures that the map gives the mail; the mail of `grantLogin` has none of those, but its link. */
function bodyOf({ merges }: EmailRef): string {
  return merges.length > 0 ? merges.map((path) => `{{${path}}}`).join(' ') : '{{login.url}}';
}

/** Starts all of it; emails of maps have their name for a subject. */
export async function startRealWorld(
  command: string,
  programs: Programs,
  { own = new Map(), webhooks = NO_WEBHOOKS }: Partial<Pick<ActivityPorts, 'own' | 'webhooks'>> = {},
): Promise<RealWorld> {
  const environment = await createTimeSkipping(command);
  const folder = await mkdtemp(join(tmpdir(), 'mapwright-world-'));
  const db = await openDatabase(join(folder, 'mapwright.db'));
  const smtp = await startScriptedSmtp();
  const now = () => Date.now();
  const partners: Partners = {
    db,
    settings: () => SETTINGS,
    now,
    randomId: randomUUID,
    secret: 'a secret for tests',
    publicUrl: 'http://127.0.0.1:8080',
  };
  const mailer: Mailer = {
    db,
    server: smtpMailServer(smtp.url),
    from: parseMailbox(SETTINGS.sending.from),
    email: (email) => {
      const source =
        'builtIn' in email
          ? builtInMails[email.builtIn]
          : { name: email.template, hash: email.hash, subject: email.template, body: bodyOf(email) };
      return renderEmail(source, SETTINGS.sending);
    },
    now,
  };
  const worker = await startTestWorker(
    environment.nativeConnection,
    'world',
    programs,
    createActivities({ partners, mailer, falling: nothingDue, own, webhooks }),
  );
  let setId = '';
  const dispatcher = startDispatcher({
    db,
    deliver: deliverEvents(environment.client, 'world', () => Promise.resolve({ setId, programs })),
    owner: randomUUID(),
    now,
    log: { warn: () => undefined, error: () => undefined },
    pollEveryMs: 50,
  });
  return {
    environment,
    partners,
    smtp,
    async signUp(releaseSet) {
      setId = releaseSet;
      const email = `${randomUUID()}@example.com`;
      await submitSignUp(partners, 'main', { email });
      dispatcher.wake();
      const contact = await findContact(partners, email);
      return new ContactRun(environment.client, 'world', contact?.id ?? '');
    },
    wake: () => dispatcher.wake(),
    async stop() {
      await dispatcher.stop();
      await worker.stop();
      await environment.teardown();
      await smtp.stop();
      await db.destroy();
      await rm(folder, { recursive: true });
    },
  };
}
