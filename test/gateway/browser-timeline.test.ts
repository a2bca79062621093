import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintConsoleLink } from '../../src/partners/console-links.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { expectAccessible, launchBrowser, listen, skipWithoutBrowser } from './browser.ts';
import { startStoryGateway, tellLongStory } from './long-story.ts';
import type { TestGateway } from './test-gateway.ts';

describe.skipIf(skipWithoutBrowser)('a long story in a real browser', () => {
  let browser: Browser;
  let gateway: TestGateway;
  let origin: string;
  let contactId: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    gateway = await startStoryGateway();
    origin = await listen(gateway);
    contactId = await tellLongStory(gateway);
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
  });

  async function open(): Promise<Page> {
    const page = await (await browser.newContext({ bypassCSP: true })).newPage();
    await page.goto(origin + new URL(await mintConsoleLink(gateway.partners, 'ann@example.com')).pathname);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.goto(`${origin}/console/contacts/${contactId}`);
    return page;
  }

  test('everything of it is told, and its end is one key away', async () => {
    const page = await open();
    await expectAccessible(page);
    const titles = await page.locator('.timeline .title').allInnerTexts();
    expect(titles.filter((title) => !/^(Sale of|Mail Thank you)/.test(title))).toEqual([
      'Filled in the form partner-sign-up',
      'Did not subscribe to Partner news',
      'Asked the team partner-managers for a decision',
      'Mail Ada Lovelace applied to Acme partners sent',
      'Approved by kim@example.com',
      'Waited 2 days for approval at “Review by the team”',
      'Mail Your Acme partners login sent',
      'Signed in to the partner center',
      'Waited 8 hours to send the mail at “Welcome”',
      'Mail Welcome to Acme partners sent',
      'Gave the team partner-managers the task “Call the new partner”',
      'Mail Welcome to Acme partners came back for now',
      'Waited 3 days at “Some days later”',
      'Waited 30 days at “First sale”',
      'Stands at “Active partner” since then',
      'Mail You reached $5,000 sent',
      'Refund of $20.00',
      'Chargeback of $120.00, the whole sale',
      'Mail thanks-for-sale held',
      'Mail tips skipped',
      'Suspended by ann@example.com',
      'Mail milestone-reached skipped',
      'Reinstated by ann@example.com',
      'Mail Ten tips for partners sent',
      'The mail tips was called spam: nothing is sent there any more',
      'Mail milestone-reached skipped',
    ]);
    await page.getByRole('link', { name: 'Jump to the end' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**#end');
    await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(1_000);
    await page.context().close();
  });

  test('an earlier part opens at its end, and the way back leads on from there', async () => {
    const { partners, clock } = gateway;
    for (let i = 1; i <= 45; i += 1) {
      clock.now += 60_000;
      const sale = { id: `late-${i}`, partner: { contactId }, amount: 1, currency: 'USD' };
      await recordSale(partners, sale);
    }
    const page = await open();
    await page.getByRole('link', { name: 'Earlier' }).click();
    await page.waitForURL('**/console/contacts/*?older=*#end');
    expect(await page.locator('.timeline .title').first().innerText()).toContain('Filled in the form');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Later' }).click();
    await page.waitForURL('**/console/contacts/*?newer=*#timeline');
    expect(await page.locator('.timeline li').count()).toBe(60);
    await expectAccessible(page);
    await page.context().close();
  });
});
