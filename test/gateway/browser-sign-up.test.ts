import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findContact } from '../../src/partners/find-contact.ts';
import { expectAccessible, launchBrowser, listen, skipWithoutBrowser } from './browser.ts';
import { newestLink, startConfirmingGateway } from './confirming-gateway.ts';
import type { TestGateway } from './test-gateway.ts';

describe.skipIf(skipWithoutBrowser)('applying, in a real browser', () => {
  let browser: Browser;
  let gateway: TestGateway;
  let origin: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    gateway = await startConfirmingGateway();
    origin = await listen(gateway);
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
  });

  /** axe is put into the page by the driver; a page's own scripts would be stopped by the policy all the same. */
  const openPage = async (): Promise<Page> => (await browser.newContext({ bypassCSP: true })).newPage();

  /** Applies and confirms. */
  async function join(page: Page, email: string): Promise<void> {
    gateway.clock.now += 1;
    await page.goto(`${origin}/p/main/sign-up`);
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('Website').fill('https://shop.example');
    await page.getByRole('button', { name: 'Send application' }).click();
    await page.goto(origin + (await newestLink(gateway)));
    await page.getByRole('button', { name: 'Confirm' }).click();
  }

  test('errors first, then the mail, then the button behind its link', async () => {
    const page = await openPage();
    await page.goto(`${origin}/p/main/sign-up`);
    await page.getByLabel('Email address').fill('grace@example');
    await page.getByLabel('Send me partner news').check();
    await page.getByRole('button', { name: 'Send application' }).click();
    await expectAccessible(page);
    expect(await page.getByRole('alert').innerText()).toMatch(/Please check 2 answers/);
    expect(await page.getByLabel('Send me partner news').isChecked()).toBe(true);

    await page.getByLabel('Email address').fill('grace@example.com');
    await page.getByLabel('Website').fill('https://grace.example');
    await page.getByRole('button', { name: 'Send application' }).click();
    await page.getByRole('heading', { name: 'Please look into your mail' }).waitFor();
    await expectAccessible(page);

    await page.goto(origin + (await newestLink(gateway)));
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Confirm' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    const contact = await findContact(gateway.partners, 'grace@example.com');
    expect(contact?.enrolments).toMatchObject([{ program: 'main', status: 'applied' }]);
    await page.goto(`${origin}/confirm/cut-off`);
    await expectAccessible(page);
  });

  test('the field for robots is seen and reached by nobody else', async () => {
    const page = await openPage();
    await page.goto(`${origin}/p/main/sign-up`);
    const trap = page.locator('[name="_homepage"]');
    expect(await trap.isVisible()).toBe(false);
    await page.getByLabel('Send me partner news').focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Send application');
    await page.evaluate('document.getElementsByName("_homepage")[0].value = "https://robot.example"');
    expect(await trap.inputValue()).toBe('https://robot.example');
    await page.getByLabel('Email address').fill('robot@example.com');
    await page.getByRole('button', { name: 'Send application' }).click();
    await page.getByRole('heading', { name: 'Please look into your mail' }).waitFor();
    const kept = await gateway.partners.db.selectFrom('sign_up_confirmations').select('email').execute();
    expect(kept.map(({ email }) => email)).not.toContain('robot@example.com');
  });

  test('a partner’s link leads on to the program’s page, and whoever applies later was brought by them', async () => {
    const page = await openPage();
    await join(page, 'ada@example.com');
    const ada = await findContact(gateway.partners, 'ada@example.com');
    // In the browser's name and with its cookies, but without the shop at the end, which is not there.
    const link = `${origin}/r/main/${ada?.enrolments[0]?.referralCode}`;
    const answer = await page.request.get(link, { maxRedirects: 0 });
    expect(answer.headers()['location']).toMatch(/^https:\/\/acme\.example\/\?ref=\w+&click=[\w-]+$/);
    await join(page, 'cyd@example.com');
    const brought = await gateway.partners.db.selectFrom('enrolments').select('recruited_by').execute();
    expect(brought.map((row) => row.recruited_by)).toContain(ada?.id);
  });
});
