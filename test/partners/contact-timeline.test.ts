import { expect, test } from 'vitest';
import { contactTimeline } from '../../src/partners/contact-timeline.ts';
import type { TimelineEntry } from '../../src/partners/timeline-entry.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
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
