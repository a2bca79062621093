import { createHash } from 'node:crypto';
import type { Partners } from '../../src/partners/partners.ts';
import { requestApproval } from '../../src/partners/approvals.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import type { ContactEvent } from '../../src/program/events.ts';
import type { FormField, PartnerProgram, Settings } from '../../src/program/settings.ts';
import { temporaryDatabase } from '../storage/temporary-database.ts';
import { transact } from '../../src/storage/transact.ts';

/** 2026-01-05T09:00:00Z. */
export const START = Date.UTC(2026, 0, 5, 9);

function field(name: string, type: FormField['type'], required = false, values?: string[]): FormField {
  const label = name.charAt(0).toUpperCase() + name.slice(1);
  return { name, label, type, required, ...(values ? { values } : {}) };
}

/** A form with a field of every type. */
export const FORM_FIELDS: FormField[] = [
  field('firstName', 'string'),
  field('lastName', 'string'),
  field('email', 'email'),
  field('website', 'url', true),
  field('about', 'text'),
  field('staff', 'integer'),
  field('share', 'decimal'),
  field('since', 'date'),
  field('tier', 'enum', false, ['bronze', 'gold']),
  field('terms', 'boolean'),
];

function program(name: string, currency: PartnerProgram['currency'], basisPoints: number): PartnerProgram {
  return {
    name,
    title: `Acme ${name}`,
    currency,
    locale: 'en-US',
    timeZone: 'UTC',
    commissionBasisPoints: basisPoints,
    signUpForm: {
      id: `${name}-sign-up`,
      fields: FORM_FIELDS,
      consent: { topic: 'news', text: 'Send me news' },
    },
    links: [
      { title: 'Home page', url: 'https://acme.example/' },
      { title: 'Pricing', url: 'https://acme.example/pricing?plan=pro&ref=other#top' },
    ],
  };
}

const USD = { code: 'USD', digits: 2 };

const SETTINGS: Settings = {
  events: {
    'training-finished': { course: { type: 'string' }, score: { type: 'integer' } },
    everything: {
      text: { type: 'string' },
      address: { type: 'string', form: 'email' },
      page: { type: 'string', form: 'url' },
      level: { type: 'string', values: ['low', 'high'] },
      count: { type: 'integer' },
      share: { type: 'decimal' },
      prize: { type: 'money', currency: USD },
      passed: { type: 'boolean' },
      day: { type: 'date' },
      since: { type: 'instant' },
    },
    bare: {},
  },
  programs: {
    main: program('main', { code: 'USD', digits: 2 }, 2000),
    japan: program('japan', { code: 'JPY', digits: 0 }, 1000),
  },
  sending: {
    from: 'Acme <partners@acme.example>',
    postalAddress: 'London',
    teams: { managers: ['kim@example.com'] },
    topics: {
      news: { title: 'Partner news', marketing: true },
      tips: { title: 'Tips', marketing: true, default: 'subscribed' },
      account: { title: 'Your account', marketing: false },
    },
  },
};

/** Counts across companies: two of them on one file stand for two processes, whose ids differ. */
let ids = 0;

/** A company with two partner programs on a database of its own, and a clock that the test moves. */
export async function company(file?: string) {
  const db = await temporaryDatabase(file);
  const clock = { now: START };
  const p: Partners = {
    db,
    settings: () => SETTINGS,
    now: () => clock.now,
    randomId: () =>
      createHash('sha256')
        .update(`id ${(ids += 1)}`)
        .digest('hex'),
    secret: 'a secret of the test',
    publicUrl: 'https://partners.acme.example/',
  };
  return { p, db, clock };
}

/** Fills in the form with what it requires; returns the contact's id. */
export async function signUp(p: Partners, email: string, programName = 'main'): Promise<string> {
  const result = await submitSignUp(p, programName, { email, website: 'https://ada.example' });
  if (result.status !== 'accepted') throw new Error(JSON.stringify(result));
  const contact = await findContact(p, email);
  if (!contact) throw new Error('The sign-up left no contact.');
  return contact.id;
}

/** Puts the question whether the contact is approved, as the activity does. */
export async function ask(p: Partners, contactId: string, map = 'welcome', entry = 1, programName = 'main') {
  const request = {
    contactId,
    origin: { map, step: 'review', entry },
    program: programName,
    team: 'managers',
  };
  await transact(p.db, (trx) => requestApproval(p, trx, request));
}

/** A partner who has been approved; returns their contact id. */
export async function approvedPartner(p: Partners, email: string, programName = 'main'): Promise<string> {
  const contactId = await signUp(p, email, programName);
  await ask(p, contactId, `welcome-${programName}`, 1, programName);
  await decideApproval(p, { contact: contactId, outcome: 'approved', by: 'kim@example.com' });
  return contactId;
}

/** The facts in the outbox about one contact, in order. */
export async function factsOf(p: Partners, contactId: string) {
  const rows = await p.db
    .selectFrom('outbox')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('sequence')
    .execute();
  return rows.map(({ type, time, source, data }) => ({
    type,
    time,
    source,
    data: JSON.parse(data) as ContactEvent['data'],
  }));
}
