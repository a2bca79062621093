import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { normalReferralCode } from '../../src/partners/identity.ts';
import type { Programs } from '../../src/program/program.ts';
import { startDispatcher, type Dispatcher } from '../../src/storage/dispatcher.ts';
import { appendEvent } from '../../src/storage/outbox.ts';
import { deliverEvents } from '../../src/temporal/deliver-events.ts';
import { START } from '../program/builders.ts';
import type { ContactRun } from './contact-run.ts';
import { contactsOn, type Contacts } from './contacts.ts';
import { transact } from '../../src/storage/transact.ts';

const SILENT = { warn: () => undefined, error: () => undefined };

/** Contacts who are partners of `main`, and a dispatcher that carries their events: only the mails are not real. */
export interface PartnerDesk {
  contacts: Contacts;
  readonly dispatcher: Dispatcher;
  /** An approved partner who filled in the form `sign-up`, so that their run is on the maps that listen to it. */
  newPartner(): Promise<ContactRun>;
}

/** Starts all of it before the group's tests and ends it after them; the release set is `r1`. */
export function partnersOn(
  executable: string | undefined,
  programs: Programs,
  dynamicConfiguration: Record<string, number> = {},
): PartnerDesk {
  const contacts = contactsOn(executable, programs, dynamicConfiguration);
  let dispatcher: Dispatcher | undefined;
  beforeAll(() => {
    const { client } = contacts.server;
    dispatcher = startDispatcher({
      db: contacts.database.db,
      deliver: deliverEvents(client, 'contacts', () => Promise.resolve({ setId: 'r1', programs })),
      owner: randomUUID(),
      now: () => Date.now(),
      log: SILENT,
      pollEveryMs: 50,
    });
  });
  afterAll(() => dispatcher?.stop());
  return {
    contacts,
    get dispatcher() {
      if (!dispatcher) throw new Error('Not started yet: use it inside a test.');
      return dispatcher;
    },
    async newPartner() {
      const run = await contacts.newContact();
      const { contactId } = run;
      await transact(contacts.database.db, async (trx) => {
        await trx
          .insertInto('enrolments')
          .values({
            contact_id: contactId,
            program: 'main',
            status: 'approved',
            referral_code: normalReferralCode(contactId),
            application: '{}',
            applied_at: START,
            approved_at: START,
            rejected_reason: null,
            last_login_at: null,
          })
          .execute();
        await appendEvent(trx, {
          contactId,
          source: '/test',
          eventId: contactId,
          type: 'form-submitted',
          time: START,
          data: { form: 'sign-up', fields: {}, program: 'main', changes: [] },
          now: START,
        });
      });
      dispatcher?.wake();
      return run;
    },
  };
}
