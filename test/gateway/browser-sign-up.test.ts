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
});
