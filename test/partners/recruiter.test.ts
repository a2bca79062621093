import { expect, test } from 'vitest';
import { confirmationUrl, confirmSignUp } from '../../src/partners/confirm-sign-up.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { followLink } from '../../src/partners/follow-link.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import type { PartnerProgram } from '../../src/program/settings.ts';
import { approvedPartner, ask, company } from './partner-company.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';

const DAY = 24 * 3_600_000;

/** Ada and Bob are partners of `main`, which has a second tier and lets the first visit count. */
async function twoPartners(more: { confirmEmail?: true } = {}) {
  const { p: plain, db, clock } = await company();
  const settings = structuredClone(plain.settings());
  const main = settings.programs['main'] as PartnerProgram;
  Object.assign(main, { attribution: { credit: 'first' }, commission: { secondTierBasisPoints: 500 } });
  const p: Partners = { ...plain, settings: () => settings };
  const ada = await approvedPartner(p, 'ada@example.com');
  const bob = await approvedPartner(p, 'bob@example.com');
  Object.assign(main.signUpForm ?? {}, more);
  const codeOf = async (id: string) =>
    (await findContact(p, id))?.enrolments.find(({ program }) => program === 'main')?.referralCode ?? '';
  const visit = async (id: string, visitor: string) =>
    followLink(p, { code: await codeOf(id), program: 'main', visitor, counts: true });
  const apply = (email: string, cameBy: { visitor?: string; ref?: string }) =>
    submitSignUp(p, 'main', { email, website: 'https://cyd.example' }, { cameBy });
  const recruiterOf = async (email: string) =>
    (
      await db
        .selectFrom('enrolments')
        .innerJoin('contacts', 'contacts.id', 'enrolments.contact_id')
        .select('recruited_by')
        .where('email', '=', email)
        .executeTakeFirstOrThrow()
    ).recruited_by;
  return { p, db, clock, ada, bob, codeOf, visit, apply, recruiterOf };
}

test('the visit that counts says who brought an applicant; a code in the address where none does', async () => {
  const { clock, ada, bob, codeOf, visit, apply, recruiterOf } = await twoPartners();
  await visit(ada, 'v-1');
  clock.now += DAY;
  await visit(bob, 'v-1');
  await apply('cyd@example.com', { visitor: 'v-1', ref: await codeOf(bob) });
  await apply('dan@example.com', { visitor: 'v-2', ref: (await codeOf(bob)).toLowerCase() });
  await apply('eve@example.com', { visitor: 'v-2', ref: 'NOBODY' });
  await apply('fay@example.com', {});
  clock.now += 60 * DAY;
  await apply('gil@example.com', { visitor: 'v-1' });
  const emails = ['cyd', 'dan', 'eve', 'fay', 'gil'].map((name) => `${name}@example.com`);
  expect(await Promise.all(emails.map(recruiterOf))).toEqual([ada, bob, null, null, null]);
});

test('whoever brought a partner earns the second tier of their sales', async () => {
  const { p, db, ada, visit, apply } = await twoPartners();
  await visit(ada, 'v-1');
  await apply('cyd@example.com', { visitor: 'v-1' });
  const cyd = (await findContact(p, 'cyd@example.com'))?.id ?? '';
  await ask(p, cyd);
  await decideApproval(p, { contact: cyd, outcome: 'approved', by: 'kim@example.com' });
  await recordSale(p, { id: 's-1', partner: { contactId: cyd }, amount: 100, currency: 'USD' });
  const rows = await db.selectFrom('ledger').select(['contact_id', 'commission']).orderBy('id').execute();
  expect(rows).toEqual([
    { contact_id: cyd, commission: 2_000 },
    { contact_id: ada, commission: 500 },
  ]);
});

test('nobody brings themselves, and who has applied before was brought by nobody new', async () => {
  const { p, ada, bob, visit, codeOf, apply, recruiterOf } = await twoPartners();
  await apply('cyd@example.com', { ref: await codeOf(ada) });
  await visit(bob, 'v-1');
  await apply('cyd@example.com', { visitor: 'v-1' });
  expect(await recruiterOf('cyd@example.com')).toBe(ada);
  const japanese = await approvedPartner(p, 'hal@example.com', 'japan');
  const code = (await findContact(p, japanese))?.enrolments[0]?.referralCode ?? '';
  await apply('hal@example.com', { ref: code });
  await apply('ada@example.com', { ref: await codeOf(ada) });
  expect([await recruiterOf('hal@example.com'), await recruiterOf('ada@example.com')]).toEqual([null, null]);
});

test('it is kept until the address is confirmed', async () => {
  const { p, db, ada, visit, apply, recruiterOf } = await twoPartners({ confirmEmail: true });
  await visit(ada, 'v-1');
  expect(await apply('cyd@example.com', { visitor: 'v-1' })).toEqual({ status: 'to-confirm', mail: true });
  const { id } = await db.selectFrom('sign_up_confirmations').select('id').executeTakeFirstOrThrow();
  await confirmSignUp(p, confirmationUrl(p, id).split('/').at(-1) ?? '');
  expect(await recruiterOf('cyd@example.com')).toBe(ada);
});
