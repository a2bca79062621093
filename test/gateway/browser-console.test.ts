import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintConsoleLink } from '../../src/partners/console-links.ts';
import { decideApproval } from '../../src/partners/decide-approval.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { expectAccessible, launchBrowser, listen, skipWithoutBrowser } from './browser.ts';
import { apply, ask, giveTask, tellStory } from './story.ts';
import { startTestGateway, type TestGateway } from './test-gateway.ts';

/** Too long for any column: what people really are called. */
const LONG = 'Maximiliane-Henriette von und zu Hohenstein-Langenburg';

describe.skipIf(skipWithoutBrowser)('the console in a real browser', () => {
  let browser: Browser;
  let gateway: TestGateway;
  let origin: string;
  let story: string;

  beforeAll(async () => {
    browser = await launchBrowser();
    gateway = await startTestGateway();
    origin = await listen(gateway);
    const p = gateway.partners;
    story = await tellStory(gateway);
    await giveTask(p, story);
    for (let i = 0; i < 12; i += 1) {
      gateway.clock.now += 60_000;
      const email = `n${i}.${'long'.repeat(12)}@example.com`;
      const id = await apply(p, { email, firstName: i === 0 ? LONG : `Nr${i}` });
      await ask(p, id);
      const reason = 'No website yet. '.repeat(10);
      if (i >= 9)
        await decideApproval(p, { contact: id, outcome: 'rejected', by: 'lee@example.com', reason });
    }
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
  });

  /** Somebody's browser, signed in, and without scripts unless axe needs them. */
  async function enter(who: string, { scripts = true } = {}): Promise<Page> {
    const context = await browser.newContext({ bypassCSP: scripts, javaScriptEnabled: scripts });
    const page = await context.newPage();
    const link = await mintConsoleLink(gateway.partners, `${who}@example.com`);
    await page.goto(origin + new URL(link).pathname);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return page;
  }

  test.each([
    '/console',
    '/console?state=waiting&choose=all',
    '/console?q=nobody&asked=last-day',
    '/console?state=decided',
    '/console/partners',
    '/console/partners?status=suspended',
    '/console/audit',
    '/console/audit?q=nobody',
  ])('an admin’s %s', async (path) => {
    const page = await enter('ann');
    await page.goto(origin + path);
    await expectAccessible(page);
    await page.context().close();
  });

  test('what a role does not open', async () => {
    const page = await enter('vera');
    await expectAccessible(page);
    await page.goto(`${origin}/console/audit`);
    expect(await page.textContent('h1')).toBe('Your role does not allow this');
    await expectAccessible(page);
    await page.context().close();
  });

  test('searching by keyboard, from the list of partners to a partner', async () => {
    const page = await enter('kim', { scripts: false });
    await page.getByRole('link', { name: 'Partners' }).click();
    await page.getByLabel('Name, address or referral code').focus();
    await page.keyboard.type('lovelace');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/partners?q=lovelace*');
    expect(await page.getByLabel('Name, address or referral code').inputValue()).toBe('lovelace');
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.getByRole('link', { name: 'Ada Lovelace' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/console/contacts/${story}`);
    await page.context().close();
  });

  test('several are decided by keyboard and without scripts; the page says what happened', async () => {
    const page = await enter('kim', { scripts: false });
    for (const name of ['Choose Nr1', 'Choose Nr2']) {
      await page.getByRole('checkbox', { name, exact: true }).focus();
      await page.keyboard.press('Space');
    }
    await page.getByText('Decide several at once').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Reason for all of them').focus();
    await page.keyboard.type('Well written');
    await page.getByRole('button', { name: 'Approve chosen' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What was decided' }).waitFor();
    expect(await page.getByRole('status').innerText()).toBe('2 decided by you');
    expect(await page.getByText('Well written').count()).toBe(2);
    await page.context().close();
    const told = await enter('ann');
    await told.goto(`${origin}/console/audit?kind=decision`);
    expect(await told.locator('tbody tr').first().innerText()).toMatch(
      /Approved[^]*kim@example\.com[^]*in the console/,
    );
    await told.context().close();
  });

  test('the page after several decisions, with one that came too late', async () => {
    const page = await enter('kim');
    await page.goto(`${origin}/console?state=waiting&choose=all`);
    const nr5 = await findContact(gateway.partners, `n5.${'long'.repeat(12)}@example.com`);
    await decideApproval(gateway.partners, {
      contact: nr5?.id ?? '',
      outcome: 'approved',
      by: 'lee@example.com',
    });
    await page.getByRole('button', { name: 'Reject chosen' }).click();
    expect(await page.getByRole('status').innerText()).toMatch(/decided by you\s+1 decided before/);
    await expectAccessible(page);
    await page.context().close();
  });

  test('suspending by keyboard, with a reason, and what the page and the trail say of it', async () => {
    const page = await enter('ann');
    await page.goto(`${origin}/console/contacts/${story}`);
    await page.locator('summary', { hasText: 'Suspend' }).focus();
    await page.keyboard.press('Enter');
    await expectAccessible(page);
    await page.getByLabel('Reason (optional)').last().fill('Sent spam');
    await page.getByRole('button', { name: 'Suspend in Acme partners' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Suspended by ann@example.com').waitFor();
    await page.getByRole('link', { name: 'Only what people did about them' }).click();
    expect(await page.locator('tbody tr').first().innerText()).toMatch(
      /Suspended[^]*Sent spam[^]*ann@example\.com/,
    );
    await expectAccessible(page);
    await page.context().close();
  });

  test('the sign-in page with a provider beside the link', async () => {
    const client = { clientId: 'mapwright', clientSecret: 'hunter2' };
    const own = await startTestGateway({ openId: { issuer: 'https://id.example.com', ...client } });
    const page = await (await browser.newContext({ bypassCSP: true })).newPage();
    await page.goto(`${await listen(own)}/console/sign-in`);
    expect(await page.getByRole('link', { name: 'Sign in with id.example.com' }).isVisible()).toBe(true);
    await expectAccessible(page);
    await page.context().close();
    await own.close();
  });
});
