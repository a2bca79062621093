import PostalMime from 'postal-mime';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtInMails } from '../../src/email/built-in-mails.ts';
import { renderEmail } from '../../src/email/render-email.ts';
import { sendConfirmations, type ConfirmationMailer } from '../../src/email/send-confirmations.ts';
import { smtpMailServer } from '../../src/email/smtp-mail-server.ts';
import { confirmationUrl, confirmSignUp } from '../../src/partners/confirm-sign-up.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { forgetOld } from '../../src/storage/retention.ts';
import { sending } from '../email/sample-emails.ts';
import { startScriptedSmtp, type ScriptedSmtp } from '../email/scripted-smtp.ts';
import { confirmingCompany } from './confirming-company.ts';

const MINUTE = 60_000;

let smtp: ScriptedSmtp;
let logged: string;

beforeEach(async () => {
  smtp = await startScriptedSmtp();
  logged = '';
});
afterEach(() => smtp.stop());

function mailerFor(p: Partners): ConfirmationMailer {
  return {
    db: p.db,
    server: smtpMailServer(smtp.url),
    from: { name: 'Acme partners', address: 'partners@acme.example' },
    email: () => renderEmail(builtInMails['confirm-sign-up'], sending),
    programs: () => p.settings().programs,
    urlOf: (id) => confirmationUrl(p, id),
    now: p.now,
    log: { warn: (fields, message) => void (logged += JSON.stringify({ ...fields, message })) },
  };
}

async function applied(email = 'ada@example.com') {
  const company = await confirmingCompany();
  await submitSignUp(company.p, 'main', { firstName: 'Buy now', email, website: 'https://ada.example' });
  return { ...company, mailer: mailerFor(company.p) };
}

const linkIn = (text: string): string => /https:\/\/\S+\/confirm\/([\w-]{43})/.exec(text)?.[1] ?? '';

test('the mail holds the link and its end, and nothing that was typed', async () => {
  const { p, mailer } = await applied();
  await sendConfirmations(mailer);
  expect(smtp.received.map(({ to }) => to)).toEqual([['ada@example.com']]);
  const mail = await PostalMime.parse(smtp.received[0]?.raw ?? '');
  expect(mail.subject).toBe('Please confirm your application to Acme main');
  expect(mail.text).toContain('until January 8, 2026 at 9:00 AM UTC');
  expect(mail.html).toContain(linkIn(mail.text ?? '-'));
  expect(`${mail.subject}${mail.text}${mail.html}`).not.toMatch(/Buy now|ada\.example/);
  expect(mail.headers).toContainEqual(
    expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
  );
  expect(await confirmSignUp(p, linkIn(mail.text ?? ''))).toMatchObject({ status: 'confirmed' });
});

test('of several processes one sends it, once', async () => {
  const { mailer, clock } = await applied();
  await Promise.all([sendConfirmations(mailer), sendConfirmations(mailer), sendConfirmations(mailer)]);
  clock.now += 24 * 60 * MINUTE;
  await sendConfirmations(mailer);
  expect(smtp.received).toHaveLength(1);
});

test('a mail whose fate is unknown goes out again under the same Message-ID, after the lease', async () => {
  const { mailer, clock } = await applied();
  smtp.behaviour = { kind: 'take-and-drop' };
  await sendConfirmations(mailer);
  smtp.behaviour = { kind: 'accept' };
  clock.now += MINUTE;
  await sendConfirmations(mailer);
  expect(smtp.received).toHaveLength(1);
  clock.now += MINUTE;
  await sendConfirmations(mailer);
  const mails = await Promise.all(smtp.received.map(({ raw }) => PostalMime.parse(raw)));
  expect(mails.map(({ messageId }) => messageId)).toEqual([mails[0]?.messageId, mails[0]?.messageId]);
});

test('a mail that the server does not take now is tried again, after a minute at first', async () => {
  const { mailer, clock } = await applied();
  smtp.behaviour = { kind: 'refuse-content', code: 451, reply: 'later' };
  await sendConfirmations(mailer);
  smtp.behaviour = { kind: 'accept' };
  const before = smtp.received.length;
  clock.now += MINUTE - 1;
  await sendConfirmations(mailer);
  expect(smtp.received).toHaveLength(before);
  clock.now += 1;
  await sendConfirmations(mailer);
  expect(smtp.received).toHaveLength(before + 1);
  expect(logged).toContain('"retryInMs":60000');
  expect(logged).not.toMatch(/ada|Buy now/);
});

test('an address that the server does not know is given up, and is told without being named', async () => {
  const { mailer, clock } = await applied();
  smtp.behaviour = { kind: 'refuse-recipient', code: 550, reply: 'no such user' };
  await sendConfirmations(mailer);
  smtp.behaviour = { kind: 'accept' };
  clock.now += 24 * 60 * MINUTE;
  await sendConfirmations(mailer);
  expect(smtp.received).toEqual([]);
  expect(logged).toContain('for good');
  expect(logged).not.toContain('ada@');
});

test('nothing goes to an address that is known not to work, or for a program that is gone', async () => {
  const { p, db, mailer } = await applied('Gone@example.com');
  await db
    .insertInto('suppressions')
    .values({ address: 'gone@example.com', reason: 'no such user', created_at: p.now() })
    .execute();
  await sendConfirmations(mailer);
  await submitSignUp(p, 'main', { email: 'ada@example.com', website: 'https://ada.example' });
  await sendConfirmations({ ...mailer, programs: () => ({}) });
  expect(smtp.received).toEqual([]);
});

test('what was not confirmed in three days is mailed to nobody, and forgotten', async () => {
  const { db, mailer, clock } = await applied();
  clock.now += 3 * 24 * 60 * MINUTE;
  await sendConfirmations(mailer);
  expect(smtp.received).toEqual([]);
  await forgetOld(db, clock.now);
  expect(await db.selectFrom('sign_up_confirmations').selectAll().execute()).toEqual([]);
});
