import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible, launchBrowser, listen, skipWithoutBrowser } from './browser.ts';
import { SETTINGS } from './settings.ts';
import { apply } from './story.ts';
import { addPartner, loginPath, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

const PAGES = ['', '/sales', '/mails', '/profile', '/devices'];

/** No title is longer in the wild. */
const LONG = 'Studio program for designers, developers and everybody who recommends Acme to them';

describe.skipIf(skipWithoutBrowser)('several programs in a real browser', { timeout: 90_000 }, () => {
  let browser: Browser;
  let gateway: TestGateway;
  let origin: string;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    gateway = await startTestGateway();
    const { main, studio } = SETTINGS.programs;
    if (!main || !studio) throw new Error('The settings have both.');
    const programs = { main, studio: { ...studio, title: LONG } };
    gateway.partners.settings = () => ({ ...SETTINGS, programs });
    origin = await listen(gateway);
    const email = 'ada@example.com';
    const { id } = await addPartner(gateway, { email, firstName: 'Ada' });
    await apply(gateway.partners, { email }, 'studio');
    await new Visitor(gateway.http).submit(await loginPath(gateway, id, 1, 'studio'), {});
    // axe is put into its pages by the driver, past the policy.
    page = await (await browser.newContext({ bypassCSP: true })).newPage();
    await page.goto(origin + (await loginPath(gateway, id, 2)));
    await page.getByRole('button', { name: 'Sign in' }).click();
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
  });

  test.each(PAGES)('/partner%s: the list of programs, closed and open', async (path) => {
    await page.goto(`${origin}/partner${path}?program=studio`);
    await expectAccessible(page);
    await page.locator('summary.brand').click();
    await expectAccessible(page);
  });

  test('by keyboard to the other program and back', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${origin}/partner/sales`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Your programs' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe(LONG);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/partner/sales?program=studio');
    expect(await page.title()).toBe(`Your sales – ${LONG}`);
    await page.getByRole('link', { name: 'Profile' }).click();
    await page.waitForURL('**/partner/profile?program=studio');
    await page.goBack();
    await page.goBack();
    expect(await page.title()).toBe('Your sales – Acme partners');
  });
});
