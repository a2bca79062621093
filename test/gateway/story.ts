import { claimMail, settleSent, settleUnsent, type Claim } from '../../src/email/send-ledger.ts';
import { requestApproval } from '../../src/partners/approvals.ts';
import { mintConsoleLink } from '../../src/partners/console-links.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { consumeLogin, openLogin } from '../../src/partners/login-links.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { requestTask } from '../../src/partners/tasks.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { writeRunRecord } from '../../src/storage/run-records.ts';
import { Visitor, type TestGateway } from './test-gateway.ts';
import { transact } from '../../src/storage/transact.ts';

const MAP = 'partner-welcome';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Applies by the form; returns the contact's id. */
export async function apply(
  p: Partners,
  fields: { email: string; firstName?: string; lastName?: string; website?: string },
  program = 'main',
): Promise<string> {
  const form =
    program === 'studio'
      ? { tier: 'gold', terms: 'true', ...fields }
      : { website: 'https://site.example', ...fields };
  const result = await submitSignUp(p, program, form);
  const contact = await findContact(p, fields.email);
  if (result.status !== 'accepted' || !contact) throw new Error(JSON.stringify(result));
  return contact.id;
}

/** Puts the question to a team, as the run does. */
export async function ask(
  p: Partners,
  contactId: string,
  more: { entry?: number; team?: string; program?: string } = {},
) {
  const { entry = 1, team = 'partner-managers', program = 'main' } = more;
  const origin = { map: MAP, step: 'review', entry };
  await transact(p.db, (trx) => requestApproval(p, trx, { contactId, origin, program, team }));
}

/** Gives a team the task to call, as the run does. */
export async function giveTask(
  p: Partners,
  contactId: string,
  { entry = 7, team = 'partner-managers' }: { entry?: number; team?: string } = {},
) {
  const origin = { map: MAP, step: 'call', entry };
  const task = { team, title: 'Call the new partner', outcomes: ['done', 'no-answer'] };
  await transact(p.db, (trx) => requestTask(p, trx, { contactId, origin, ...task }));
}

/** Claims a mail in the send ledger; the rest is up to the caller. */
export async function claim(
  p: Partners,
  mail: Pick<Claim, 'step' | 'template'> & Partial<Claim> & { key: Claim['key'] },
) {
  const now = p.now();
  const whole: Claim = {
    messageId: '<m@acme.example>',
    emailHash: mail.template,
    values: {},
    isMarketing: false,
    now,
    leaseUntil: now + 75_000,
    ...mail,
  };
  if (mail.template === 'approval-request') delete whole.emailHash;
  await transact(p.db, (trx) => claimMail(trx, whole));
  return whole;
}

/** Ada from the form to her first milestone, with a mail of every verdict. Returns her contact id. */
export async function tellStory({ partners: p, clock }: TestGateway): Promise<string> {
  const contactId = await apply(p, {
    email: 'ada@example.com',
    firstName: 'Ada',
    lastName: 'Lovelace',
    website: 'https://ada.example',
  });
  const key = (entry: number, index = 0) => ({ contactId, map: MAP, entry, index });
  await ask(p, contactId);
  const request = await claim(p, { key: key(1), step: 'review', template: 'approval-request' });
  await settleSent(p.db, request.key, 'Ada Lovelace applied to Acme partners', p.now());

  clock.now += 2 * DAY + 20 * MINUTE;
  await decideApproval(p, {
    contact: contactId,
    outcome: 'approved',
    by: 'kim@example.com',
    reason: 'Writes well',
  });
  const origin = { map: MAP, step: 'partner-login', entry: 2 };
  const { url } = await transact(p.db, (trx) =>
    openLogin(p, trx, { contactId, origin, program: 'main', validFor: { days: 3 } }),
  );
  const login = await claim(p, { key: key(2), step: 'partner-login', template: 'partner-login' });
  clock.now += 80_000;
  await claim(p, { ...login, now: p.now(), leaseUntil: p.now() + 75_000 });
  await settleSent(p.db, login.key, 'Your Acme partners login', p.now());
  const welcome = await claim(p, { key: key(3), step: 'welcome', template: 'welcome' });
  await settleUnsent(p.db, welcome, {
    status: 'refused',
    why: 'The mail server refused the mail: 552 too large',
  });

  clock.now += 3 * 60 * MINUTE;
  await consumeLogin(p, url.slice(url.lastIndexOf('/') + 1));
  const sale = { partner: { contactId }, currency: 'USD' };
  clock.now += DAY;
  await recordSale(p, {
    ...sale,
    id: 's-1',
    amount: '4400.00',
    product: 'Starter kit',
    at: clock.now - 3 * DAY,
  });
  clock.now += DAY;
  await recordSale(p, { ...sale, id: 's-2', amount: '1200.00' });
  const values = {
    'milestone.value': 500_000,
    'milestone.values': [500_000],
    'milestone.next': 1_000_000,
    'milestone.toNext': 440_000,
    'milestone.isMoney': true,
    'contact.totalSales': 560_000,
    'contact.numberOfSales': 2,
  };
  const milestone = await claim(p, {
    key: key(5),
    step: 'milestone-reached',
    template: 'milestone-reached',
    values,
  });
  await settleSent(p.db, milestone.key, 'You reached $5,000', p.now());
  const thanks = await claim(p, {
    key: { contactId, map: 'main.notices', entry: 4, index: 0 },
    step: 'commission-earned',
    template: 'thanks-for-sale',
  });
  await settleUnsent(p.db, thanks, { status: 'skipped', why: 'suppressed' });
  clock.now += DAY;
  await recordRefund(p, { id: 'r-1', sale: 's-2', amount: '200.00' });
  const position = { map: MAP, release: 'r', step: 'active', entry: 3, since: clock.now - 3 * DAY };
  const milestones = { 'total-sales': [500_000] };
  const memory = { sequence: 9, entry: 5, revision: 3, maps: { [MAP]: { once: [], milestones } } };
  await transact(p.db, (trx) =>
    writeRunRecord(
      trx,
      contactId,
      { memory, positions: [{ ...position, wakeAt: clock.now + 5 * DAY }] },
      clock.now - MINUTE,
    ),
  );
  return contactId;
}

/** Signs in to the console by a mailed link. */
export async function signIn(gateway: TestGateway, address = 'kim@example.com'): Promise<Visitor> {
  const visitor = new Visitor(gateway.http);
  const path = new URL(await mintConsoleLink(gateway.partners, address)).pathname;
  const opened = await visitor.submit(path, {});
  if (opened.headers.location !== '/console')
    throw new Error(`The sign-in was answered ${opened.statusCode}.`);
  return visitor;
}

/** The address behind the link with these words. */
export function hrefOf(body: string, words: string): string {
  const [, href] = new RegExp(`href="([^"]+)"[^>]*>${words}<`).exec(body) ?? [];
  if (href === undefined) throw new Error(`There is no link “${words}”.`);
  return href.replaceAll('&amp;', '&');
}
