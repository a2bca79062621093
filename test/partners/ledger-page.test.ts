import { expect, test } from 'vitest';
import { ledgerPage, type LedgerLine, type LedgerStretch } from '../../src/partners/ledger-page.ts';
import { recordCorrection } from '../../src/partners/record-correction.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { approvedPartner, company, START } from './partner-company.ts';

const DAY = 86_400_000;

/** Ada, who has sold `sales` times, seven times in each moment. */
async function ada(sales: number) {
  const { p, clock } = await company();
  const contactId = await approvedPartner(p, 'ada@example.com');
  const sell = (id: string, at: number, more: object = {}) => {
    clock.now = Math.max(clock.now, at);
    return recordSale(p, { id, partner: { contactId }, amount: 10, currency: 'USD', at, ...more });
  };
  for (let i = 0; i < sales; i += 1) await sell(`s-${i}`, START + Math.floor(i / 7) * DAY);
  const page = (stretch?: LedgerStretch) => ledgerPage(p, { contactId, program: 'main', take: 10 }, stretch);
  return { p, clock, contactId, sell, page };
}

const idsOf = (lines: LedgerLine[]): number[] => lines.map(({ id }) => id);

/** The whole list, read from its newest page on, with what each page says of itself. */
async function readDown(page: (stretch?: LedgerStretch) => ReturnType<typeof ledgerPage>) {
  const pages = [await page()];
  for (let last = pages.at(-1); last && !last.isOldest; last = pages.at(-1)) {
    const olderThan = last.lines.at(-1);
    if (!olderThan) throw new Error('A page that is not the oldest has lines.');
    pages.push(await page({ olderThan }));
  }
  return pages;
}

test('pages follow each other without gap or repetition, downwards and upwards', async () => {
  const { page } = await ada(34);
  const pages = await readDown(page);
  expect(pages.map(({ lines, isNewest, isOldest }) => [lines.length, isNewest, isOldest])).toEqual([
    [10, true, false],
    [10, false, false],
    [10, false, false],
    [4, false, true],
  ]);
  const all = pages.flatMap(({ lines }) => idsOf(lines));
  expect(all).toEqual(all.toSorted((a, b) => b - a));
  expect(new Set(all).size).toBe(34);

  const newerThan = pages[3]?.lines[0];
  if (!newerThan) throw new Error('The last page has lines.');
  const above = await page({ newerThan });
  expect(above).toEqual({ ...pages[2], isOldest: false, isNewest: false });
  const top = await page({ newerThan: pages[1]?.lines[0] ?? newerThan });
  expect(top).toEqual({ ...pages[0], isNewest: true });
});

test('a page whose lines fill it exactly is the oldest, and a sale that comes in meanwhile moves nothing', async () => {
  const { page, sell } = await ada(20);
  const [first, second] = await readDown(page);
  expect([second?.lines.length, second?.isOldest]).toEqual([10, true]);
  await sell('late', START + 9 * DAY);
  const olderThan = first?.lines.at(-1);
  expect(olderThan && (await page({ olderThan })).lines).toEqual(second?.lines);
  expect((await page()).lines[0]?.at).toBe(START + 9 * DAY);
});

test('a refund names what it belongs to, and a sale what is left of its commission', async () => {
  const { p, clock, contactId, page, sell } = await ada(0);
  await sell('s-1', START, { amount: 100, product: 'kit' });
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 25, at: START + DAY });
  clock.now = START + 2 * DAY;
  const total = { id: 'c-1', partner: { contactId }, total: 90, currency: 'USD' };
  await recordCorrection(p, total, { by: 'kim@example.com' });
  const shared = { id: expect.any(Number), kind: 'first', product: 'kit', commissionLeft: 0, isPaid: false };
  expect((await page()).lines).toEqual([
    {
      ...shared,
      type: 'correction',
      kind: null,
      product: null,
      amount: 1_500,
      commission: 0,
      at: START + 2 * DAY,
    },
    { ...shared, type: 'refund', amount: -2_500, commission: -500, at: START + DAY },
    { ...shared, type: 'sale', amount: 10_000, commission: 2_000, commissionLeft: 1_500, at: START },
  ]);
});

test('nobody else’s sales are in it, nor those of another program', async () => {
  const { p, page, sell } = await ada(1);
  const other = await approvedPartner(p, 'grace@example.com');
  await sell('theirs', START, { partner: { contactId: other } });
  expect((await page()).lines).toHaveLength(1);
  const elsewhere = await ledgerPage(p, { contactId: other, program: 'japan', take: 10 });
  expect(elsewhere).toEqual({ lines: [], isNewest: true, isOldest: true });
});

test('the second tier names the sale of the other partner, and what is left of the commission of this one', async () => {
  const { p: plain, contactId, page } = await ada(0);
  const main = plain.settings().programs['main'];
  if (!main) throw new Error('The company has a program.');
  const program = { ...main, commission: { secondTierBasisPoints: 500 } };
  const p = { ...plain, settings: () => ({ ...plain.settings(), programs: { main: program } }) };
  const other = await approvedPartner(p, 'grace@example.com');
  const recruited = p.db.updateTable('enrolments').set({ recruited_by: contactId });
  await recruited.where('contact_id', '=', other).execute();
  const sale = { id: 's-1', partner: { contactId: other }, amount: 100, currency: 'USD', product: 'kit' };
  await recordSale(p, { ...sale, at: START });
  await recordRefund(p, { id: 'r-1', sale: 's-1', amount: 40, at: START + DAY });
  const shared = {
    id: expect.any(Number),
    type: 'second-tier',
    kind: 'first',
    product: 'kit',
    amount: 0,
    isPaid: false,
  };
  expect((await page()).lines).toEqual([
    { ...shared, commission: -200, commissionLeft: 0, at: START + DAY },
    { ...shared, commission: 500, commissionLeft: 300, at: START },
  ]);
});
