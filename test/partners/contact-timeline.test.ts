import { expect, test } from 'vitest';
import { contactTimeline } from '../../src/partners/contact-timeline.ts';
import type { TimelineEntry } from '../../src/partners/timeline-entry.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { recordMailEvent } from '../../src/partners/record-mail-event.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { writeRunRecord } from '../../src/storage/run-records.ts';
import { transact } from '../../src/storage/transact.ts';
import { ask, company, signUp, START } from './partner-company.ts';

const DAY = 86_400_000;
const everything = { take: 1_000 };

function word(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'fact':
      return entry.fact.type === 'sale-recorded' ? entry.fact.data.sale.id : entry.fact.type;
    case 'decision':
      return entry.reverses
        ? `${entry.reverses.outcome} → ${entry.decision.outcome}`
        : entry.decision.outcome;
    case 'mail':
      return `mail ${entry.mail.template}: ${entry.mail.status}`;
    case 'consent':
      return `${entry.consent.subscribed ? 'yes' : 'no'} to ${entry.consent.topic}`;
    case 'question':
      return `question to ${entry.team}`;
    case 'task':
      return `task for ${entry.task.team}`;
    case 'task-done':
      return `task ${entry.done.outcome}`;
    case 'login-closed':
      return `closed ${entry.program}`;
    case 'soft-bounce':
      return `${entry.bounce.mail?.title ?? 'a mail'} bounced: ${entry.bounce.reason}`;
    case 'wait':
      return `waited at ${entry.wait.step}`;
    case 'place':
      return `at ${entry.position.step}`;
  }
}

/** Ada applies, is declined, and then approved after all; then she sells `sales` times, all in one moment. */
async function ada(sales: number) {
  const { p, db, clock } = await company();
  const contact = await signUp(p, 'ada@example.com');
  await ask(p, contact);
  clock.now += DAY;
  await decideApproval(p, { contact, outcome: 'rejected', by: 'kim@example.com' });
  await db
    .insertInto('sent_mails')
    .values({
      contact_id: contact,
      map: 'welcome',
      entry: 2,
      mail_index: 0,
      step: 'declined',
      template: 'declined',
      email_hash: 'e',
      message_id: '<m@acme.example>',
      status: 'sent',
      verdict: null,
      lease_until: 0,
      resends: 1,
      claimed_at: START,
      settled_at: clock.now,
      subject: 'Sorry',
      merge_values: '{"sale.amount":5}',
    })
    .execute();
  clock.now += DAY;
  await decideApproval(p, { contact, outcome: 'approved', by: 'lee@example.com', reopen: true });
  clock.now += DAY;
  for (let i = 1; i <= sales; i += 1) {
    const sale = { id: `s-${i}`, partner: { contactId: contact }, amount: 1, currency: 'USD' };
    await recordSale(p, { ...sale, at: START });
  }
  return { p, contact };
}

test('facts, questions, decisions, reversals and mails in the order in which they were recorded', async () => {
  const { p, contact } = await ada(2);
  const { entries, ...cuts } = await contactTimeline(p, contact, everything);
  expect(entries.map(word)).toEqual([
    'form-submitted',
    'no to news',
    'question to managers',
    'rejected',
    'mail declined: sent',
    'rejected → approved',
    's-1',
    's-2',
  ]);
  expect(cuts).toEqual({});
  expect(entries.find(({ kind }) => kind === 'mail')).toMatchObject({
    at: START + DAY,
    mail: { resends: 1, subject: 'Sorry', values: { 'sale.amount': 5 } },
  });
});

test('what mail systems tell of mails: a soft bounce by itself and with its mail, and the latest beside the mail', async () => {
  const { p, contact } = await ada(0);
  const tell = (id: string, kind: 'soft-bounce' | 'complaint', messageId?: string) =>
    recordMailEvent(p, {
      id,
      source: 'webhook',
      kind,
      address: 'ada@example.com',
      reason: '452 4.2.2 <ada@example.com> is full',
      at: START,
      ...(messageId === undefined ? {} : { messageId }),
    });
  const told = async () => (await contactTimeline(p, contact, everything)).entries;
  await tell('e-1', 'soft-bounce', '<m@acme.example>');
  await tell('e-2', 'soft-bounce');
  await tell('e-3', 'soft-bounce', '<of-somebody-else@acme.example>');
  const entries = await told();
  expect(entries.slice(-3).map(word)).toEqual([
    'Sorry bounced: 452 4.2.2 <…> is full',
    'a mail bounced: 452 4.2.2 <…> is full',
    'a mail bounced: 452 4.2.2 <…> is full',
  ]);
  expect(entries.at(-3)).toMatchObject({
    at: p.now(),
    bounce: { time: START, mail: { contactId: contact, map: 'welcome', entry: 2, index: 0 } },
  });
  const mail = (all: TimelineEntry[]) => all.find((entry) => entry.kind === 'mail')?.mail;
  expect(mail(entries)).toMatchObject({ feedback: 'soft-bounce', quietSince: null });
  await tell('e-0', 'complaint', '<m@acme.example>');
  // A complaint is a fact by itself.
  expect((await told()).filter(({ kind }) => kind === 'soft-bounce')).toHaveLength(3);
});

test('where somebody stood, and stands, is told when they went on and when they came', async () => {
  const { p, contact } = await ada(0);
  const place = (step: string, entry: number, since: number) => ({
    map: 'welcome',
    release: 'r',
    step,
    entry,
    since,
  });
  const write = (positions: ReturnType<typeof place>[], revision: number) =>
    transact(p.db, (trx) =>
      writeRunRecord(
        trx,
        contact,
        { memory: { sequence: revision, entry: 9 + revision, revision, maps: {} }, positions },
        p.now(),
      ),
    );
  await write([place('wait', 10, START)], 1);
  await write([place('active', 11, START + DAY)], 2);
  const { entries } = await contactTimeline(p, contact, everything);
  // The mail that was sent in that very moment is about the step to which they came.
  expect(entries.map(word).slice(-5)).toEqual([
    'rejected',
    'waited at wait',
    'at active',
    'mail declined: sent',
    'rejected → approved',
  ]);
  expect(entries.find(({ kind }) => kind === 'wait')).toEqual({
    kind: 'wait',
    at: START + DAY,
    wait: { map: 'welcome', step: 'wait', entry: 10, since: START, leftAt: START + DAY },
  });
  await write([place('wait', 10, START)], 3);
  const words = (await contactTimeline(p, contact, everything)).entries.map(word);
  expect(words.filter((each) => each.endsWith(' wait'))).toEqual(['at wait']);
});

test('nobody is a short story', async () => {
  const { p } = await company();
  expect(await contactTimeline(p, 'c_nobody', everything)).toEqual({ entries: [] });
});
