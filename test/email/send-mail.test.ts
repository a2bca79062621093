import PostalMime from 'postal-mime';
import type { Email } from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MailServerUnavailable } from '../../src/email/mail-server.ts';
import { sampleContext, mailRequest } from './sample-mails.ts';
import { openMailWorkshop } from './mail-workshop.ts';
import type { MailWorkshop } from './mail-workshop.ts';

const LEASE = 75_000;

let shop: MailWorkshop;
beforeEach(async () => {
  shop = await openMailWorkshop();
});
afterEach(() => shop.close());

async function arrived(index = 0): Promise<Email> {
  return await PostalMime.parse(shop.smtp.received[index]?.raw ?? '');
}

function header(mail: Email, name: string): string | undefined {
  return mail.headers.find(({ key }) => key === name)?.value;
}

describe('what goes over the wire', () => {
  test('every header is as the standards want it', async () => {
    expect(await shop.send()).toEqual({ status: 'done' });
    const mail = await arrived();
    expect(mail.from).toMatchObject({ name: 'Acme Pärtners', address: 'partners@acme.example' });
    expect(mail.to).toMatchObject([{ name: 'Ada Lovelace', address: 'ada@example.com' }]);
    expect(mail.subject).toBe('Dänk you, Ada ✓');
    expect(mail.messageId).toMatch(/^<[0-9a-f]{32}@acme\.example>$/);
    expect(mail.date).toBe('2026-01-05T09:00:00.000Z');
    expect(header(mail, 'mime-version')).toBe('1.0');
    expect(header(mail, 'auto-submitted')).toBe('auto-generated');
    expect(header(mail, 'x-mapwright-template')).toBe('thanks-for-sale');
    expect(header(mail, 'x-mapwright-entry')).toBe('main.notices/thanks-for-sale#7');
    expect(header(mail, 'x-mailer')).toBeUndefined();
    expect(mail.text).toContain('you earned $80.00.');
    expect(mail.html).toContain('>$80.00</strong>');
  });

  test('a marketing mail can be left by one click (RFC 8058), another mail has no such header', async () => {
    await shop.send();
    const unsubscribeUrl = `https://partners.acme.example/unsubscribe/c_ada.${'n'.repeat(60)}.${'s'.repeat(43)}`;
    await shop.send({ unsubscribeUrl }, { index: 1 });
    const [plain, marketing] = [await arrived(0), await arrived(1)];
    expect(header(plain, 'list-unsubscribe')).toBeUndefined();
    expect(header(marketing, 'list-unsubscribe')).toBe(`<${unsubscribeUrl}>`);
    expect(header(marketing, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  });

  test('copies and answers go where they should', async () => {
    const recipients = {
      to: [{ address: 'kim@example.com' }],
      cc: [{ name: 'Lee', address: 'lee@example.com' }],
    };
    await shop.send({ recipients, replyTo: { address: 'help@example.com' } });
    const mail = await arrived();
    expect(mail.cc).toMatchObject([{ name: 'Lee', address: 'lee@example.com' }]);
    expect(mail.replyTo).toMatchObject([{ address: 'help@example.com' }]);
    expect(shop.smtp.received[0]?.to).toEqual(['kim@example.com', 'lee@example.com']);
  });

  test('header lines are ASCII, and the text part comes before the HTML part', async () => {
    await shop.send();
    const raw = shop.smtp.received[0]?.raw ?? '';
    const [head = '', body = ''] = raw.split(/\r\n\r\n(.*)/s);
    expect(head).toMatch(/^[\x20-\x7e\r\n\t]+$/);
    expect(head).toContain('Content-Type: multipart/alternative');
    expect(body.indexOf('text/plain')).toBeGreaterThan(-1);
    expect(body.indexOf('text/plain')).toBeLessThan(body.indexOf('text/html'));
  });

  test('a name with line breaks begins no header of its own', async () => {
    const firstName = 'Ada\r\nBcc: eve@example.com\r\n\r\nHi';
    const contact = { id: 'c_ada', email: 'ada@example.com', firstName };
    await shop.send({
      recipients: { to: [{ name: firstName, address: 'ada@example.com' }], cc: [] },
      context: sampleContext(mailRequest('thanks-for-sale'), { contact }),
    });
    const mail = await arrived();
    expect(header(mail, 'bcc')).toBeUndefined();
    expect(mail.subject).toBe('Dänk you, Ada Bcc: eve@example.com Hi ✓');
    expect(mail.to).toMatchObject([{ address: 'ada@example.com' }]);
    expect(shop.smtp.received[0]?.to).toEqual(['ada@example.com']);
  });

  test('a team gets one mail, without those who are suppressed', async () => {
    shop.smtp.behaviour = {
      kind: 'refuse-recipient',
      code: 550,
      reply: '5.1.1 no such user',
      only: 'gone@example.com',
    };
    const recipients = { to: [{ address: 'kim@example.com' }, { address: 'gone@example.com' }], cc: [] };
    expect(await shop.send({ recipients })).toEqual({ status: 'done' });
    expect(await shop.suppressed()).toEqual(['gone@example.com']);
    shop.smtp.behaviour = { kind: 'accept' };
    expect(await shop.send({ recipients }, { index: 1 })).toEqual({ status: 'done' });
    expect(shop.smtp.received.map(({ to }) => to)).toEqual([['kim@example.com'], ['kim@example.com']]);
  });
});

describe('the send ledger', () => {
  test('a mail that was sent is not sent again, whenever it is asked for', async () => {
    await shop.send();
    shop.clock.now += 10 * LEASE;
    expect(await shop.send()).toEqual({ status: 'done' });
    expect(shop.smtp.received).toHaveLength(1);
    expect(await shop.row()).toMatchObject({ status: 'sent', resends: 0, verdict: null });
  });

  test('of many who ask at once one sends, the others are told when to come back', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => shop.send()));
    const until = { status: 'not-before', at: shop.clock.now + LEASE };
    expect(outcomes.filter(({ status }) => status === 'done')).toHaveLength(1);
    expect(outcomes.filter(({ status }) => status !== 'done')).toEqual(
      Array.from({ length: 7 }, () => until),
    );
    expect(shop.smtp.received).toHaveLength(1);
  });

  test('reminders of one entry are mails of their own', async () => {
    await shop.send();
    await shop.send({}, { index: 1 });
    const [first, second] = [await arrived(0), await arrived(1)];
    expect(second.messageId).not.toBe(first.messageId);
  });

  test('what the decision has to record commits with the claim, or not at all', async () => {
    const record = async (): Promise<void> => {
      await Promise.resolve();
      throw new Error('the disk is full');
    };
    await expect(shop.send({ record })).rejects.toThrow('the disk is full');
    expect(shop.smtp.received).toHaveLength(0);
    expect(await shop.send()).toEqual({ status: 'done' });
    expect(await shop.row()).toMatchObject({ resends: 0 });
  });
});

describe('when the mail server does not take the mail', () => {
  test('a recipient that does not exist is suppressed, and the mail counts as done', async () => {
    shop.smtp.behaviour = { kind: 'refuse-recipient', code: 550, reply: '5.1.1 <ada@example.com> unknown' };
    expect(await shop.send()).toEqual({ status: 'done', skipped: 'suppressed' });
    expect(await shop.suppressed()).toEqual(['ada@example.com']);
    expect(await shop.send()).toEqual({ status: 'done', skipped: 'suppressed' });
    shop.smtp.behaviour = { kind: 'accept' };
    expect(await shop.send({}, { index: 1 })).toEqual({ status: 'done', skipped: 'suppressed' });
    expect(shop.smtp.received).toHaveLength(0);
  });

  test.each([
    ['greylisting', { kind: 'refuse-recipient', code: 450, reply: '4.7.1 come back later' }],
    ['a full disk after the message', { kind: 'refuse-content', code: 452, reply: '4.3.1 out of space' }],
    ['a server that never greets', { kind: 'no-greeting' }],
  ] as const)('%s is worth trying again', async (_name, behaviour) => {
    shop.smtp.behaviour = behaviour;
    shop.patience(behaviour.kind === 'no-greeting' ? 'one' : 'usual');
    await expect(shop.send()).rejects.toThrow(MailServerUnavailable);
    shop.smtp.behaviour = { kind: 'accept' };
    shop.patience('usual');
    shop.clock.now += LEASE;
    expect(await shop.send()).toEqual({ status: 'done' });
    expect(await shop.suppressed()).toEqual([]);
  });

  test('what the server certainly did not take is tried again at once, and is no resend', async () => {
    shop.smtp.behaviour = { kind: 'refuse-recipient', code: 450, reply: '4.7.1 come back later' };
    await expect(shop.send()).rejects.toThrow('4.7.1 come back later');
    expect(await shop.row()).toMatchObject({ status: 'refused', verdict: '450 4.7.1 come back later' });
    shop.smtp.behaviour = { kind: 'accept' };
    expect(await shop.send()).toEqual({ status: 'done' });
    expect(await shop.row()).toMatchObject({ status: 'sent', resends: 0 });
  });

  test('no server at all', async () => {
    await shop.smtp.stop();
    await expect(shop.send()).rejects.toThrow(MailServerUnavailable);
    expect(await shop.row()).toMatchObject({ status: 'refused' });
  });

  test.each([
    ['sender', { kind: 'refuse-sender', code: 553, reply: '5.7.1 sender <partners@acme.example> not owned' }],
    ['content', { kind: 'refuse-content', code: 554, reply: '5.7.1 looks like spam' }],
    ['relaying', { kind: 'refuse-recipient', code: 554, reply: '5.7.1 relaying denied' }],
  ] as const)(
    'a refused %s fails for good, suppresses nobody and tells no address',
    async (_name, behaviour) => {
      shop.smtp.behaviour = behaviour;
      const outcome = await shop.send();
      expect(outcome).toMatchObject({ status: 'failed', permanent: true });
      expect(JSON.stringify(outcome)).not.toContain('@');
      expect(await shop.suppressed()).toEqual([]);
      shop.smtp.behaviour = { kind: 'accept' };
      expect(await shop.send()).toEqual({ status: 'done' });
    },
  );
});

describe('when the connection is lost after the message began', () => {
  test.each([
    ['hangs up in the middle of the message', { kind: 'close-in-data' }, 1],
    ['takes the message and hangs up before its reply', { kind: 'take-and-drop' }, 2],
    ['takes the message and never replies', { kind: 'take-and-hang' }, 2],
  ] as const)('the server %s', async (_name, behaviour, copies) => {
    shop.smtp.behaviour = behaviour;
    shop.patience(behaviour.kind === 'take-and-hang' ? 'one' : 'usual');
    await expect(shop.send()).rejects.toThrow(MailServerUnavailable);
    shop.smtp.behaviour = { kind: 'accept' };
    shop.patience('usual');
    expect(await shop.send()).toEqual({ status: 'not-before', at: shop.clock.now + LEASE });

    shop.clock.now += LEASE;
    expect(await shop.send()).toEqual({ status: 'done' });
    expect(shop.smtp.received).toHaveLength(copies);
    const ids = await Promise.all(
      shop.smtp.received.map(async (_mail, index) => (await arrived(index)).messageId),
    );
    expect(new Set(ids)).toEqual(new Set([(await shop.row()).message_id]));
    expect(await shop.row()).toMatchObject({ status: 'sent', resends: 1 });
  });
});

describe('checks at sending', () => {
  test('a notice goes only to partners who are approved', async () => {
    expect(await shop.send({}, { onlyApproved: true })).toEqual({ status: 'done', skipped: 'not-approved' });
    await shop.db.updateTable('enrolments').set({ status: 'approved' }).execute();
    expect(await shop.send({}, { onlyApproved: true })).toEqual({ status: 'done', skipped: 'not-approved' });
    expect(await shop.send({}, { onlyApproved: true, index: 1 })).toEqual({ status: 'done' });
    expect(shop.smtp.received).toHaveLength(1);
  });

  test('a mail whose figures are missing fails instead of going out with a gap', async () => {
    const request = mailRequest('thanks-for-sale', { values: {} });
    const outcome = await shop.send({ request, context: sampleContext(request) });
    const message = 'Email "sample" cannot be written: it has no field "commission.amount".';
    expect(outcome).toEqual({ status: 'failed', permanent: true, message });
    expect(shop.smtp.received).toHaveLength(0);
  });
});
