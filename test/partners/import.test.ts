import { describe, expect, test } from 'vitest';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import type { Partners } from '../../src/partners/partners.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { changeSuspension } from '../../src/partners/suspend.ts';
import { readTotals } from './read-totals.ts';
import { bringPartners, bringSales, isSound, programOf, type Cells } from './importing.ts';
import { approvedPartner, ask, company, factsOf, signUp, START } from './partner-company.ts';

const DAY = 86_400_000;
const AT = '2025-11-20T10:00:00Z';

const ada = {
  email: ' Ada@Example.com',
  firstName: 'Ada',
  referralCode: 'ada-l',
  appliedAt: '2025-01-02',
  tier: 'gold',
};
const enroll = { map: 'welcome', at: 'active' };
const sale = { id: 's-1', email: 'ada@example.com', amount: '400.00', currency: 'USD', at: AT };

function undelivered(p: Partners) {
  return p.db.selectFrom('outbox').select('type').where('delivered_at', 'is', null).orderBy('id').execute();
}

describe('partners', () => {
  test('are there with what the file says, and no map hears of it', async () => {
    const { p } = await company();
    const result = await bringPartners(p, [ada, { email: 'bob@example.com', status: 'applied' }]);
    expect(result).toEqual({ imported: 2, known: 0, enrolled: 0, refused: [] });
    const found = await findContact(p, 'ada@example.com');
    expect(found).toMatchObject({ firstName: 'Ada', lastName: null, fields: { tier: 'gold' } });
    expect(found?.enrolments[0]).toMatchObject({
      program: 'main',
      status: 'approved',
      // Codes are compared without the letters that are mistaken for digits.
      referralCode: 'ADA-1',
      appliedAt: Date.UTC(2025, 0, 2),
      approvedAt: Date.UTC(2025, 0, 2),
    });
    expect((await findContact(p, 'bob@example.com'))?.enrolments[0]).toMatchObject({
      status: 'applied',
      referralCode: expect.stringMatching(/^[0-9A-Z]{8}$/),
      appliedAt: START,
      approvedAt: null,
    });
    expect(await undelivered(p)).toEqual([]);
    expect((await factsOf(p, found?.id ?? '')).map(({ type }) => type)).toEqual(['imported']);
    expect(await isSound(p)).toEqual([]);
  });

  test('who was suspended stays so: sales earn nothing until they are reinstated, and then are paid', async () => {
    const { p } = await company();
    await bringPartners(p, [{ ...ada, status: 'suspended' }]);
    const found = await findContact(p, 'ada@example.com');
    expect(found?.enrolments[0]).toMatchObject({ status: 'suspended', approvedAt: Date.UTC(2025, 0, 2) });
    await bringSales(p, [sale, { ...sale, id: 's-2', commission: '80.00' }]);
    const [contact, program] = [found?.id ?? '', 'main'];
    expect(await readTotals(p.db, contact, program)).toMatchObject({
      numberOfSales: 2,
      totalCommission: 8_000,
    });
    const reinstated = await changeSuspension(p, { contact, program, to: 'approved', by: 'kim@example.com' });
    expect(reinstated).toMatchObject({ status: 'changed' });
    expect(await isSound(p)).toEqual([]);
  });

  test('count once; who is known keeps everything', async () => {
    const { p } = await company();
    const carlId = await signUp(p, 'carl@example.com');
    const lines = [ada, { email: 'carl@example.com', firstName: 'Karl' }];
    await bringPartners(p, lines);
    expect(await bringPartners(p, lines)).toMatchObject({ imported: 0, known: 2, refused: [] });
    const carl = await findContact(p, carlId);
    expect([carl?.firstName, carl?.enrolments[0]?.status]).toEqual([null, 'applied']);
  });

  test('stand on the map once, those too whom an earlier import brought; nobody else does', async () => {
    const { p } = await company();
    const carlId = await signUp(p, 'carl@example.com');
    await bringPartners(p, [ada]);
    const lines = [ada, { email: 'bob@example.com' }, { email: 'carl@example.com' }];
    expect(await bringPartners(p, lines, { enroll })).toMatchObject({ imported: 1, known: 2, enrolled: 2 });
    expect(await bringPartners(p, lines, { enroll })).toMatchObject({ imported: 0, known: 3, enrolled: 0 });
    expect((await undelivered(p)).map(({ type }) => type)).toEqual(['form-submitted', 'added', 'added']);
    expect((await factsOf(p, carlId)).map(({ type }) => type)).toEqual(['form-submitted']);
    const id = (await findContact(p, 'ada@example.com'))?.id ?? '';
    expect((await factsOf(p, id)).at(-1)).toMatchObject({
      type: 'added',
      data: { ...enroll, by: 'kim@example.com', changes: [] },
    });
  });

  test('of another program become members of this one; their maps are told', async () => {
    const { p } = await company();
    const id = await approvedPartner(p, 'ada@example.com', 'japan');
    await bringPartners(p, [ada]);
    const found = await findContact(p, id);
    expect([found?.firstName, found?.enrolments.map(({ program }) => program)]).toEqual([
      null,
      ['japan', 'main'],
    ]);
    expect((await undelivered(p)).at(-1)).toEqual({ type: 'imported' });
    expect((await factsOf(p, id)).at(-1)?.data.changes[0]).toEqual({
      field: 'status',
      before: null,
      after: 'approved',
    });
  });

  test('are not there after a dry run, which says the same', async () => {
    const { p } = await company();
    expect(await bringPartners(p, [ada], { enroll, dryRun: true })).toMatchObject({
      imported: 1,
      enrolled: 1,
    });
    expect(await findContact(p, 'ada@example.com')).toBeUndefined();
    expect(await bringPartners(p, [ada], { enroll })).toMatchObject({ imported: 1, enrolled: 1 });
  });

  const wrong: [what: string, cells: Cells, reason: RegExp][] = [
    ['an address that is none', { email: 'ada at example' }, /^“email” needs an email address/],
    ['no address', { email: '' }, /fill in “email”/],
    ['another status', { status: 'gone' }, /^“status” has to be one of approved, applied, suspended\.$/],
    ['a day that no month has', { appliedAt: '2025-02-30' }, /^“appliedAt” needs a time/],
    ['an approval of somebody who has only applied', { status: 'applied', approvedAt: AT }, /^“approvedAt”/],
    ['a zone that is none', { timeZone: 'Europe/Berlon' }, /^“timeZone” needs an IANA zone/],
    ['a language that is none', { locale: 'german!' }, /^“locale” needs a BCP 47 tag/],
    ['a code with a blank', { referralCode: 'A B' }, /^“referralCode”/],
    [
      'a field’s own rule',
      { tier: 'iron', staff: 'many' },
      /“staff” needs a whole number.* “tier” has to be one of/,
    ],
    ['a code that is taken', { referralCode: 'TAKEN' }, /belongs to another partner/],
  ];

  test.each(wrong)('refused: %s; nothing else is lost', async (_what, cells, reason) => {
    const { p } = await company();
    await bringPartners(p, [{ email: 'eve@example.com', referralCode: 'taken' }]);
    const result = await bringPartners(p, [
      { email: 'ada@example.com', ...cells },
      { email: 'bob@example.com' },
    ]);
    expect(result).toMatchObject({
      imported: 1,
      refused: [{ line: 2, reason: expect.stringMatching(reason) }],
    });
    expect(JSON.stringify(result.refused)).not.toContain('ada');
  });
});

describe('sales', () => {
  test('count in the totals, with the commission of the file or of the rules', async () => {
    const { p, db } = await company();
    await bringPartners(p, [ada]);
    const result = await bringSales(p, [
      sale,
      { ...sale, id: 's-2', kind: 'recurring', commission: '0', at: '2025-12-01' },
      { id: 's-3', referralCode: 'ADA-L', amount: '50', at: AT, commission: '1.25' },
    ]);
    expect(result).toEqual({ imported: 3, known: 0, enrolled: 0, refused: [] });
    const id = (await findContact(p, 'ada@example.com'))?.id ?? '';
    expect(await readTotals(db, id, 'main')).toEqual({
      totalSales: 85_000,
      numberOfSales: 2,
      totalCommission: 8_125,
      firstSaleAt: Date.parse(AT),
      lastSaleAt: Date.UTC(2025, 11, 1),
    });
    expect(await undelivered(p)).toEqual([]);
    expect(await isSound(p)).toEqual([]);
  });

  test('count once by source and id; with another content the line is refused', async () => {
    const { p } = await company();
    await bringPartners(p, [ada]);
    await bringSales(p, [sale]);
    const again = await bringSales(p, [sale, { ...sale, amount: '401' }, { ...sale, source: 'shop' }]);
    expect(again).toMatchObject({
      imported: 1,
      known: 1,
      refused: [{ line: 3, reason: expect.stringContaining('with another content') }],
    });
  });

  test('go on with what sale systems report: refunds, more sales, the same id', async () => {
    const { p, db } = await company();
    await bringPartners(p, [ada]);
    await bringSales(p, [sale]);
    const partner = { email: 'ada@example.com' };
    expect(await recordRefund(p, { id: 'r-1', source: 'shop', sale: 's-1' })).toMatchObject({ full: true });
    await recordSale(p, { id: 's-2', partner, amount: 10, currency: 'USD' });
    const id = (await findContact(p, partner.email))?.id ?? '';
    expect(await readTotals(db, id, 'main')).toMatchObject({ totalSales: 1_000, numberOfSales: 1 });
    expect(await isSound(p)).toEqual([]);
  });

  test('are told, setting nothing going, to the maps that have heard of the partner before', async () => {
    const { p, db } = await company();
    const id = await approvedPartner(p, 'ada@example.com');
    await db.updateTable('outbox').set({ delivered_at: START }).execute();
    await bringSales(p, [sale, { ...sale, id: 's-2', amount: '1' }]);
    expect((await undelivered(p)).map(({ type }) => type)).toEqual(['imported', 'imported']);
    expect((await factsOf(p, id)).at(-1)).toMatchObject({
      type: 'imported',
      source: '/sales/import',
      data: { changes: [{ field: 'totalSales', before: 40_000, after: 40_100 }, {}, {}] },
    });
    expect(await isSound(p)).toEqual([]);
  });

  test('hold a commission only where its time is still to come: what was payable before is no news', async () => {
    const { p, db } = await company();
    await bringPartners(p, [ada]);
    const program = { ...programOf(p), commission: { holdFor: { days: 30 } } };
    const late = new Date(START - 29 * DAY).toISOString();
    const lines = [
      { ...sale, at: late },
      { ...sale, id: 's-2', at: new Date(START - 31 * DAY).toISOString() },
    ];
    await bringSales(p, lines, { program });
    const held = await db.selectFrom('held_commissions').select('sale_id').execute();
    expect(held).toEqual([{ sale_id: 's-1' }]);
  });

  test('are not there after a dry run', async () => {
    const { p, db } = await company();
    await bringPartners(p, [ada]);
    expect(await bringSales(p, [sale], { dryRun: true })).toMatchObject({ imported: 1 });
    expect(await db.selectFrom('ledger').selectAll().execute()).toEqual([]);
  });

  test('of somebody who was once approved keep what they earned; who never was earns nothing', async () => {
    const { p } = await company();
    await bringPartners(p, [{ email: 'bob@example.com', status: 'applied' }]);
    const cells = { ...sale, email: 'bob@example.com' };
    expect(await bringSales(p, [cells, { ...cells, id: 's-2', commission: '5' }])).toMatchObject({
      imported: 1,
      refused: [{ line: 3, reason: expect.stringMatching(/^commission: the partner was never approved/) }],
    });
    const bobId = (await findContact(p, 'bob@example.com'))?.id ?? '';
    await ask(p, bobId);
    await decideApproval(p, { contact: bobId, outcome: 'approved', by: 'kim@example.com' });
    expect(await bringSales(p, [{ ...cells, id: 's-2', commission: '5' }])).toMatchObject({ imported: 1 });
    expect(await isSound(p)).toEqual([]);
  });

  const wrong: [what: string, cells: Cells, reason: RegExp][] = [
    ['nobody has the address', { email: 'eve@example.com' }, /^partner: nobody of this program/],
    ['two names', { contactId: 'c_1' }, /^partner: fill in exactly one/],
    ['no id', { id: '' }, /^id: write 1 to 200/],
    ['no amount', { amount: '' }, /^amount: /],
    ['nothing sold', { amount: '0' }, /^amount: 0 is not above zero/],
    ['another currency', { currency: 'EUR' }, /^currency: .* in USD, or say in “exchangeRate”/],
    ['another kind', { kind: 'gift' }, /^kind: write one of first, recurring, instalment\.$/],
    ['no time', { at: '' }, /^at: write a time/],
    ['the future', { at: '2027-01-01' }, /^at: this is in the future/],
    ['a commission that is none', { commission: '-1' }, /^commission: write an amount/],
  ];

  test.each(wrong)('refused: %s; nothing else is lost', async (_what, cells, reason) => {
    const { p } = await company();
    await bringPartners(p, [ada]);
    const result = await bringSales(p, [
      { ...sale, ...cells },
      { ...sale, id: 's-2' },
    ]);
    expect(result).toMatchObject({
      imported: 1,
      refused: [{ line: 2, reason: expect.stringMatching(reason) }],
    });
    expect(JSON.stringify(result.refused)).not.toContain('@');
  });
});
