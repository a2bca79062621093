import { expect, test } from 'vitest';
import type { MailEvent } from '../../src/email/feedback/mail-event.ts';
import { messageIdOf } from '../../src/email/message-id.ts';
import { claimMail } from '../../src/email/send-ledger.ts';
import { recordMailEvent } from '../../src/partners/record-mail-event.ts';
import { transact } from '../../src/storage/transact.ts';
import { company, factsOf, signUp, START } from './partner-company.ts';

const EVENT: MailEvent = {
  id: 'b-1',
  source: 'webhook',
  kind: 'hard-bounce',
  address: 'Ada@example.com',
  reason: '550 5.1.1 <ada@example.com>\n unknown',
};

/** Ada, who was sent the mail `welcome` under this Message-ID. */
async function ada() {
  const { p, clock } = await company();
  const contact = await signUp(p, 'ada@example.com');
  const key = { contactId: contact, map: 'partner-welcome', entry: 3, index: 0 };
  const messageId = messageIdOf(key, 'acme.example');
  const claim = { key, step: 'welcome', template: 'welcome', messageId, values: {}, isMarketing: false };
  await transact(p.db, (trx) => claimMail(trx, { ...claim, now: START, leaseUntil: START + 75_000 }));
  const tell = (more: Partial<MailEvent> = {}) => recordMailEvent(p, { ...EVENT, ...more });
  const bounced = async () => (await factsOf(p, contact)).filter(({ type }) => type === 'email-bounced');
  const suppressed = async () =>
    (await p.db.selectFrom('suppressions').select('address').execute()).map(({ address }) => address);
  const rows = () => p.db.selectFrom('mail_events').selectAll().orderBy('external_id').execute();
  return { clock, contact, messageId, tell, bounced, suppressed, rows };
}

test('a hard bounce suppresses the mailbox, and the run learns of it with the mail that came back', async () => {
  const { contact, messageId, tell, bounced, suppressed, rows } = await ada();
  expect(await tell({ messageId, at: START - 5_000 })).toEqual({ status: 'recorded' });
  expect(await suppressed()).toEqual(['ada@example.com']);
  expect(await bounced()).toEqual([
    {
      type: 'email-bounced',
      time: START - 5_000,
      source: '/mail',
      data: { email: 'welcome', reason: '550 5.1.1 <…> unknown', changes: [] },
    },
  ]);
  const [row] = await rows();
  expect(row).toMatchObject({ contact_id: contact, kind: 'hard-bounce', message_id: messageId });
  expect(JSON.stringify(row)).not.toContain('ada@');
});

test('what a server says in characters that no database stores is told without them', async () => {
  const { tell, rows } = await ada();
  expect(await tell({ reason: '550\0no\u0007such\ud800user' })).toEqual({ status: 'recorded' });
  expect(await rows()).toMatchObject([{ reason: '550 no such user' }]);
});

test('told again it counts once; its id with another body is a conflict, in another source another event', async () => {
  const { clock, tell, bounced, rows } = await ada();
  await tell();
  clock.now += 1_000;
  expect(await tell()).toMatchObject({ status: 'duplicate' });
  expect(await tell({ kind: 'complaint' })).toMatchObject({ status: 'conflict' });
  expect(await tell({ source: 'sendgrid' })).toEqual({ status: 'recorded' });
  expect(await rows()).toHaveLength(2);
  expect(await bounced()).toHaveLength(1);
});

test('of many who tell it at once one is first', async () => {
  const { tell, bounced, rows } = await ada();
  const told = await Promise.allSettled(Array.from({ length: 6 }, () => tell()));
  expect(told.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
  expect(await rows()).toHaveLength(1);
  expect(await bounced()).toHaveLength(1);
});

test('a soft bounce is recorded and changes nothing', async () => {
  const { tell, bounced, suppressed, rows } = await ada();
  expect(await tell({ kind: 'soft-bounce', reason: '' })).toEqual({ status: 'recorded' });
  expect(await rows()).toMatchObject([{ kind: 'soft-bounce', reason: 'no reason was given' }]);
  expect(await suppressed()).toEqual([]);
  expect(await bounced()).toEqual([]);
});

test('a complaint suppresses as a hard bounce does, and says that it is one', async () => {
  const { tell, bounced, suppressed } = await ada();
  await tell({ kind: 'complaint', reason: 'abuse' });
  expect(await suppressed()).toEqual(['ada@example.com']);
  expect(await bounced()).toMatchObject([{ data: { email: '', reason: 'complaint: abuse' } }]);
});

test('a mail about a contact that came back from somebody else suppresses them only', async () => {
  const { messageId, tell, bounced, suppressed, rows } = await ada();
  await tell({ messageId, address: 'kim@example.com' });
  expect(await suppressed()).toEqual(['kim@example.com']);
  expect(await rows()).toMatchObject([{ contact_id: null }]);
  expect(await bounced()).toEqual([]);
});
