import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OutgoingMail } from '../../src/email/mail-server.ts';
import { smtpMailServer, type SmtpMailServer } from '../../src/email/smtp-mail-server.ts';
import { startScriptedSmtp, type ScriptedSmtp } from './scripted-smtp.ts';

let smtp: ScriptedSmtp;
let server: SmtpMailServer;
beforeEach(async () => {
  smtp = await startScriptedSmtp();
  server = smtpMailServer(smtp.url);
});
afterEach(async () => {
  server.close();
  await smtp.stop();
});

const MAIL: OutgoingMail = {
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello\n',
  from: { name: 'Acme', address: 'partners@acme.example' },
  to: [{ address: 'ada@example.com' }],
  messageId: '<0123456789abcdef@acme.example>',
  date: Date.UTC(2026, 0, 5, 9),
  headers: {},
};

/** Delivers the mail, and lets the connection become free again. */
async function deliver() {
  const delivery = await server.deliver(MAIL);
  await new Promise(setImmediate);
  return delivery;
}

test('mails that follow each other share a connection, which a refusal does not end', async () => {
  expect(await deliver()).toMatchObject({ status: 'accepted' });
  smtp.behaviour = { kind: 'refuse-recipient', code: 550, reply: 'no such user' };
  expect(await deliver()).toMatchObject({ status: 'no-such-recipient' });
  smtp.behaviour = { kind: 'accept' };
  expect(await deliver()).toMatchObject({ status: 'accepted' });
  expect(smtp.received).toHaveLength(2);
  expect(smtp.connections).toBe(1);
});

test('a server that hangs up between two mails gets the next one over another connection', async () => {
  await deliver();
  smtp.hangUp();
  await expect.poll(async () => (await deliver()).status).toBe('accepted');
  expect(smtp.connections).toBe(2);
});

test('a mail that may have been taken over a shared connection is not sent again unasked', async () => {
  await deliver();
  smtp.behaviour = { kind: 'take-and-drop' };
  expect(await deliver()).toMatchObject({ status: 'unavailable', taken: 'unknown' });
  expect(smtp.received).toHaveLength(2);
});
