import { expect, test } from 'vitest';
import { claimMail } from '../../src/email/send-ledger.ts';
import { recordClick } from '../../src/partners/record-click.ts';
import { transact } from '../../src/storage/transact.ts';
import { company, factsOf, signUp, START } from './partner-company.ts';

const PRICES = 'https://acme.example/prices';

/** Ada, who was sent the mail `news` twice. */
async function reader() {
  const { p: office, clock } = await company();
  const tracking = { clicks: true };
  const settings = () => ({ ...office.settings(), sending: { ...office.settings().sending, tracking } });
  const p = { ...office, settings };
  const contactId = await signUp(p, 'ada@example.com');
  for (const entry of [3, 4]) {
    const key = { contactId, map: 'news', entry, index: 0 };
    const claim = {
      key,
      step: 'news',
      template: 'news',
      messageId: `<${entry}>`,
      values: {},
      isMarketing: true,
    };
    await transact(p.db, (trx) => claimMail(trx, { ...claim, now: START, leaseUntil: START + 75_000 }));
  }
  const click = (link = PRICES, entry = 3, index = 0) =>
    recordClick(p, { contactId, map: 'news', entry, index, link });
  const clicks = async () => (await factsOf(p, contactId)).filter(({ type }) => type === 'email-clicked');
  return { tracking, clock, click, clicks };
}

test('a click is a fact with the mail and the link', async () => {
  const { clock, click, clicks } = await reader();
  clock.now += 60_000;
  expect(await click()).toBe('recorded');
  expect(await clicks()).toEqual([
    {
      type: 'email-clicked',
      source: '/clicks',
      time: START + 60_000,
      data: { email: 'news', link: PRICES, changes: [] },
    },
  ]);
});

test('once for each mail and link, however many come at once', async () => {
  const { click, clicks } = await reader();
  const results = await Promise.all([click(), click(), click(), click()]);
  expect(results.toSorted()).toEqual(['known', 'known', 'known', 'recorded']);
  expect(await click(`${PRICES}?plan=team`)).toBe('recorded');
  expect(await click(PRICES, 4)).toBe('recorded');
  expect(await click(PRICES, 4)).toBe('known');
  expect(await clicks()).toHaveLength(3);
});

test('nothing is recorded of a mail that was never sent', async () => {
  const { click, clicks } = await reader();
  expect([await click(PRICES, 5), await click(PRICES, 3, 1)]).toEqual(['not-counted', 'not-counted']);
  expect(await clicks()).toEqual([]);
});

test('nothing is recorded once clicks are no longer tracked, though mails that are out still have the links', async () => {
  const { tracking, click, clicks } = await reader();
  tracking.clicks = false;
  expect(await click()).toBe('not-counted');
  expect(await clicks()).toEqual([]);
});
