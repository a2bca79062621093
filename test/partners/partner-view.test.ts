import { expect, test } from 'vitest';
import { contactSnapshot } from '../../src/partners/contact-snapshot.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { partnerView } from '../../src/partners/partner-view.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { snapshotBefore } from '../../src/partners/snapshot-before.ts';
import { submitSignUp } from '../../src/partners/submit-sign-up.ts';
import { writeRunRecord } from '../../src/storage/run-records.ts';
import { approvedPartner, company, signUp, START } from './partner-company.ts';
import { transact } from '../../src/storage/transact.ts';

const sale = { partner: { email: 'ada@example.com' }, currency: 'USD' };

test('what a partner is in a program: links with the own code, totals, milestones', async () => {
  const { p, db, clock } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  await recordSale(p, { ...sale, id: 's-1', amount: 100, product: 'starter-kit' });
  clock.now += 1_000;
  await recordSale(p, { ...sale, id: 's-2', amount: 50, kind: 'recurring' });
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 25 });
  await recordRefund(p, { id: 'r-2', sale: 's-1', amount: 5 });
  const maps = { welcome: { once: [], milestones: { 'total-sales': [10_000, 5_000], other: [] } } };
  const memory = { sequence: 1, entry: 1, revision: 1, maps };
  await transact(db, (trx) => writeRunRecord(trx, id, { memory, positions: [] }, START));
  const code = (await findContact(p, id))?.enrolments[0]?.referralCode ?? '';
  expect(await partnerView(p, id, 'main')).toEqual({
    contactId: id,
    email: 'ada@example.com',
    firstName: null,
    lastName: null,
    locale: 'en-US',
    timeZone: 'UTC',
    status: 'approved',
    referralCode: code,
    links: [
      { title: 'Home page', url: `https://acme.example/?ref=${code}` },
      { title: 'Pricing', url: `https://acme.example/pricing?plan=pro&ref=${code}#top` },
    ],
    totalSales: 12_000,
    numberOfSales: 1,
    totalCommission: 2_400,
    milestones: [
      { map: 'welcome', name: 'total-sales', value: 5_000 },
      { map: 'welcome', name: 'total-sales', value: 10_000 },
    ],
  });
});

test('who does not belong to the program has no page there', async () => {
  const { p } = await company();
  const id = await signUp(p, 'ada@example.com');
  expect(await partnerView(p, id, 'japan')).toBeUndefined();
  expect(await partnerView(p, id, 'nowhere')).toBeUndefined();
  expect(await partnerView(p, 'c_none', 'main')).toBeUndefined();
  expect(await findContact(p, 'nobody@example.com')).toBeUndefined();
});

test('a snapshot holds the named fields, of the contact and of each enrolment, and no others', async () => {
  const { p } = await company();
  await submitSignUp(p, 'main', {
    firstName: 'Ada',
    email: 'ada@example.com',
    website: 'https://ada.example',
  });
  const id = await signUp(p, 'ada@example.com', 'japan');
  await recordSale(p, { ...sale, id: 's-1', amount: 100, program: 'main' });
  const fields = [
    'firstName',
    'website',
    'tier',
    'tags',
    'status',
    'totalSales',
    'firstSaleAt',
    'lastLoginAt',
  ];
  expect(await contactSnapshot(p, id, fields)).toEqual({
    contact: { firstName: 'Ada', website: 'https://ada.example', tier: null, tags: [] },
    enrolments: {
      main: { status: 'applied', totalSales: 10_000, firstSaleAt: START, lastLoginAt: null },
      japan: { status: 'applied', totalSales: 0, firstSaleAt: null, lastLoginAt: null },
    },
  });
  expect(await contactSnapshot(p, id, [])).toEqual({ contact: {}, enrolments: { main: {}, japan: {} } });
  await expect(contactSnapshot(p, 'c_none', [])).rejects.toThrow(/no contact c_none/);
});

test('a snapshot before an event has none of its changes, nor of later ones', async () => {
  const { p } = await company();
  const id = await approvedPartner(p, 'ada@example.com');
  await recordSale(p, { ...sale, id: 's-1', amount: 100 });
  await recordSale(p, { ...sale, id: 's-2', amount: 50 });
  const fields = ['email', 'status', 'totalSales', 'numberOfSales'];
  const before = async (sequence: number) => {
    const { contact, enrolments } = await snapshotBefore(p, id, fields, sequence);
    return { ...contact, ...enrolments['main'] };
  };
  const email = 'ada@example.com';
  expect(await before(1)).toEqual({ email: null, status: null, totalSales: 0, numberOfSales: 0 });
  expect(await before(2)).toEqual({ email, status: 'applied', totalSales: 0, numberOfSales: 0 });
  expect(await before(4)).toEqual({ email, status: 'approved', totalSales: 10_000, numberOfSales: 1 });
  expect(await before(5)).toEqual({ email, status: 'approved', totalSales: 15_000, numberOfSales: 2 });
});
