import { settleHeld, settleSent, settleUnsent } from '../../src/email/send-ledger.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { consumeLogin, openLogin } from '../../src/partners/login-links.ts';
import { recordMailEvent } from '../../src/partners/record-mail-event.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { changeSuspension } from '../../src/partners/suspend.ts';
import type { Program } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step-types.ts';
import { writeRunRecord } from '../../src/storage/run-records.ts';
import { transact } from '../../src/storage/transact.ts';
import { MAPS } from './settings.ts';
import { apply, ask, claim, giveTask } from './story.ts';
import { startTestGateway, type TestGateway } from './test-gateway.ts';

const MAP = 'partner-welcome';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ADDRESS = 'ada@example.com';

const email = (id: string, title: string): Step => ({
  kind: 'email',
  id,
  title,
  next: null,
  email: { template: id, hash: id, merges: [] },
});

/** The map of the story: that of the other tests, with a wait and a wait for the first sale. */
const maps: Program[] = MAPS.map((map) => ({
  ...map,
  steps: {
    ...map.steps,
    'partner-login': email('partner-login', 'Login'),
    welcome: email('welcome', 'Welcome'),
    'follow-up': { kind: 'wait', id: 'follow-up', title: 'Some days later', next: null, for: { days: 3 } },
    'first-sale': {
      kind: 'waitFor',
      id: 'first-sale',
      title: 'First sale',
      next: null,
      otherwise: null,
      on: { type: 'sale-recorded', product: 'Starter kit' },
    },
  },
}));

/** A gateway that knows the map of the story, with the address of a Temporal UI. */
export function startStoryGateway(): Promise<TestGateway> {
  const temporalUi = { url: 'http://127.0.0.1:8233', namespace: 'default' };
  return startTestGateway({ maps: () => maps, temporalUi });
}

/**
 * A partner of whom there is everything to tell: form, question, task, login, waits, quiet hours, 24 sales, milestones, refund,
 * chargeback, bounces, a complaint, suspension and reinstatement. Returns the contact's id.
 */
export async function tellLongStory({ partners: p, clock }: TestGateway): Promise<string> {
  const contactId = await apply(p, { email: ADDRESS, firstName: 'Ada', lastName: 'Lovelace' });
  let entry = 0;
  /** The run writes down that the contact stands here, and nowhere else. */
  async function stand(step: string, wakesIn?: number): Promise<void> {
    entry += 1;
    const wakeAt = wakesIn === undefined ? {} : { wakeAt: clock.now + wakesIn };
    const place = { map: MAP, release: 'r', step, entry, since: clock.now, ...wakeAt };
    const memory = { sequence: entry, entry, revision: entry, maps: {} };
    await transact(p.db, (trx) => writeRunRecord(trx, contactId, { memory, positions: [place] }, clock.now));
  }
  const claimed = (template: string, index = 0) => {
    const key = { contactId, map: MAP, entry, index };
    return claim(p, { key, step: template, template, messageId: messageId(entry, index) });
  };
  async function mail(template: string, subject: string, index = 0): Promise<string> {
    const { key, messageId: id } = await claimed(template, index);
    await settleSent(p.db, key, subject, p.now());
    return id;
  }
  let told = 0;
  const feedback = (kind: 'soft-bounce' | 'hard-bounce' | 'complaint', reason: string, id: string) =>
    recordMailEvent(p, {
      kind,
      reason,
      address: ADDRESS,
      messageId: id,
      source: 'webhook',
      id: `e-${(told += 1)}`,
      at: clock.now - 2 * HOUR,
    });

  await stand('review', 2 * DAY);
  await ask(p, contactId);
  await mail('approval-request', 'Ada Lovelace applied to Acme partners');
  clock.now += 2 * DAY + 3 * HOUR;
  await decideApproval(p, {
    contact: contactId,
    outcome: 'approved',
    by: 'kim@example.com',
    reason: 'Writes well',
  });
  await stand('partner-login');
  const origin = { map: MAP, step: 'partner-login', entry };
  const { url } = await transact(p.db, (trx) =>
    openLogin(p, trx, { contactId, origin, program: 'main', validFor: { days: 3 } }),
  );
  await mail('partner-login', 'Your Acme partners login');
  await stand('welcome');
  const welcome = await claimed('welcome');
  const quiet = { why: 'quiet-hours', quietSince: clock.now } as const;
  await settleHeld(p.db, welcome, { ...quiet, until: clock.now + 8 * HOUR });
  clock.now += 2 * HOUR;
  await consumeLogin(p, url.slice(url.lastIndexOf('/') + 1));
  clock.now += 6 * HOUR;
  await mail('welcome', 'Welcome to Acme partners');
  await stand('follow-up', 3 * DAY);
  clock.now += MINUTE;
  await giveTask(p, contactId);
  clock.now += 5 * HOUR - MINUTE;
  await feedback('soft-bounce', '452 4.2.2 The mailbox of the recipient is full', messageId(3, 0));
  clock.now += 3 * DAY - 5 * HOUR;
  await stand('first-sale', 30 * DAY);
  clock.now += 30 * DAY;
  await stand('active');

  const sale = { partner: { contactId }, currency: 'USD', product: 'Starter kit' };
  for (let i = 1; i <= 24; i += 1) {
    clock.now += 9 * HOUR;
    await recordSale(p, { ...sale, id: `s-${i}`, amount: i === 24 ? '5200.00' : '120.00' });
    if (i % 3 === 0) await mail('thanks-for-sale', 'Thank you for your sale', i);
  }
  await mail('milestone-reached', 'You reached $5,000', 40);
  clock.now += DAY;
  await recordRefund(p, { id: 'r-1', sale: 's-3', amount: '20.00' });
  await recordRefund(p, { id: 'r-2', sale: 's-4', chargeback: true });
  const held = await claimed('thanks-for-sale', 41);
  await settleHeld(p.db, held, { ...quiet, quietSince: clock.now, until: clock.now + 9 * HOUR });
  const capped = await claimed('tips', 42);
  await settleUnsent(p.db, capped, { status: 'skipped', why: 'capped' });
  clock.now += DAY;
  const suspension = { contact: contactId, by: 'ann@example.com' } as const;
  await changeSuspension(p, { ...suspension, to: 'suspended', reason: 'Sent spam' });
  const skipped = await claimed('milestone-reached', 43);
  await settleUnsent(p.db, skipped, { status: 'skipped', why: 'not-approved' });
  clock.now += DAY;
  await changeSuspension(p, { ...suspension, to: 'approved', reason: 'It was somebody else' });
  const news = await mail('tips', 'Ten tips for partners', 44);
  clock.now += HOUR;
  await feedback('complaint', 'abuse', news);
  await feedback('hard-bounce', '550 5.1.1 unknown user', messageId(entry, 40));
  const refused = await claimed('milestone-reached', 45);
  await settleUnsent(p.db, refused, { status: 'skipped', why: 'suppressed' });
  clock.now += HOUR;
  return contactId;
}

function messageId(entry: number, index: number): string {
  return `<${entry}.${index}@acme.example>`;
}
