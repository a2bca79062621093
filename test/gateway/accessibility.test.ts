import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unsubscribeUrl } from '../../src/email/unsubscribe-link.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { mintConsoleLink } from '../../src/partners/console-links.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { expectAccessible, launchBrowser, listen, skipWithoutBrowser } from './browser.ts';
import { apply, ask, tellStory } from './story.ts';
import { addPartner, loginPath, startTestGateway, type TestGateway } from './test-gateway.ts';

describe.skipIf(skipWithoutBrowser)('in a real browser', { timeout: 90_000 }, () => {
  let browser: Browser;
  let gateway: TestGateway;
  let origin: string;
  let contactId: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    gateway = await startTestGateway();
    origin = await listen(gateway);
    contactId = (await addPartner(gateway, { email: 'ada@example.com', firstName: 'Ada' })).id;
    const sale = { id: 's-1', partner: { contactId }, amount: '11000.00', currency: 'USD' };
    await recordSale(gateway.partners, sale);
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
  });

  async function visit(path: string): Promise<Page> {
    // axe is put into the page by the driver; a page's own scripts would be stopped by the policy all the same.
    const page = await (await browser.newContext({ bypassCSP: true })).newPage();
    await page.goto(origin + path);
    return page;
  }

  test.each([
    '/',
    '/p/main/sign-up',
    '/p/studio/sign-up',
    '/p/main/thank-you',
    '/partner',
    '/partner/sign-in',
    '/partner/link-sent',
    '/login/unknown',
    '/nothing',
    '/console/sign-in',
    '/console/link-sent',
    '/console/sign-in/unknown',
  ])('%s', async (path) => expectAccessible(await visit(path)));

  test('the form with errors: a link of the summary leads to its field', async () => {
    const page = await visit('/p/studio/sign-up');
    await page.getByLabel('People in the studio').fill('many');
    await page.getByRole('button', { name: 'Send application' }).click();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'People in the studio' }).click();
    expect(await page.evaluate('document.activeElement.name')).toBe('staff');
  });

  test('from the form to the thank-you page, and from the link to the partner center, with scripts off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/p/main/sign-up`);
    await page.getByLabel('Email address').fill('grace@example.com');
    await page.getByLabel('Website').fill('https://grace.example');
    await page.getByRole('button').click();
    expect(new URL(page.url()).pathname).toBe('/p/main/thank-you');
    await page.goto(origin + (await loginPath(gateway, contactId)));
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(new URL(page.url()).pathname).toBe('/partner');
    expect(await page.textContent('h1')).toBe('Hello, Ada');
    await context.close();
  });

  test('the login page and the partner center', async () => {
    const page = await visit(await loginPath(gateway, contactId, 2));
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expectAccessible(page);
  });

  test('leaving a topic by keyboard, and choosing among all', async () => {
    const { publicUrl, secret } = gateway.partners;
    const link = unsubscribeUrl(publicUrl, secret, { contactId, topic: 'tips' });
    const page = await visit(new URL(link).pathname);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Unsubscribe' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Choose which mails you get' }).click();
    await expectAccessible(page);
    await page.getByLabel('Partner news').check();
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.getByRole('status').innerText()).toBe('Your choice is saved.');
    expect(await page.getByLabel('Partner news').isChecked()).toBe(true);
    expect(await page.getByLabel('Tips & tricks').isChecked()).toBe(false);
    await expectAccessible(page);
  });

  /** Signs in to the console by link. */
  async function enterConsole(page: Page): Promise<void> {
    await page.goto(origin + new URL(await mintConsoleLink(gateway.partners, 'kim@example.com')).pathname);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  test('the console: sign-in, applications, a contact and their mails', async () => {
    const storyId = await tellStory(gateway);
    // One word that is longer than a phone is wide.
    const firstName = 'Wolfeschlegelsteinhausenbergerdorff';
    await ask(gateway.partners, await apply(gateway.partners, { email: 'grace@example.com', firstName }));
    const page = await visit('/console/sign-in');
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await expectAccessible(page);
    await page.goto(origin + new URL(await mintConsoleLink(gateway.partners, 'kim@example.com')).pathname);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('summary').first().click();
    await expectAccessible(page);
    await page.goto(`${origin}/console/contacts/${storyId}`);
    await expectAccessible(page);
    await page.goto(`${origin}/console/contacts/${storyId}/mails/partner-welcome/5/0`);
    await page.locator('summary').click();
    await expectAccessible(page);
    const copy = page.frameLocator('iframe').getByText('your total sales are now');
    expect(await copy.innerText()).toContain('$5,600.00');
  });

  test('apply, sign in to the console by link, approve by keyboard, open the login link, see the partner center', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${origin}/p/main/sign-up`);
    await page.getByLabel('First name').fill('Emmy');
    await page.getByLabel('Email address').fill('emmy@example.com');
    await page.getByLabel('Website').fill('https://emmy.example');
    await page.getByRole('button', { name: 'Send application' }).click();
    const emmy = (await findContact(gateway.partners, 'emmy@example.com'))?.id ?? '';
    await ask(gateway.partners, emmy);

    await enterConsole(page);
    await page.getByRole('button', { name: 'Approve Emmy' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console?about=*');
    expect(await page.getByRole('status').innerText()).toMatch(/^Emmy: Approved by you, /);
    expect((await findContact(gateway.partners, emmy))?.enrolments[0]?.status).toBe('approved');

    await page.goto(origin + (await loginPath(gateway, emmy)));
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(await page.textContent('h1')).toBe('Hello, Emmy');
    expect(await page.locator('.copy').count()).toBe(0);
    await context.close();
  });

  test('with scripts, links can be copied by button and by keyboard', async () => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(origin + (await loginPath(gateway, contactId, 3)));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Copy the link to Pricing' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(
      /^https:\/\/acme\.example\/pricing\?.*ref=/,
    );
    await context.clearPermissions();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('the stylesheet passes the policy, and nothing else is asked for', async () => {
    const page = await (await browser.newContext()).newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`${origin}/p/main/sign-up`);
    expect(await page.evaluate('getComputedStyle(document.querySelector("button")).borderRadius')).toBe(
      '8px',
    );
    expect(complaints).toEqual([]);
  });
});
