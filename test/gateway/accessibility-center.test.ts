import decodeQR from 'qr/decode.js';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { expectAccessible, launchBrowser, listen, skipWithoutBrowser } from './browser.ts';
import { addPartner, loginPath, START, startTestGateway, type TestGateway } from './test-gateway.ts';

const DAY = 86_400_000;

describe.skipIf(skipWithoutBrowser)('the partner center in a real browser', { timeout: 90_000 }, () => {
  let browser: Browser;
  let gateway: TestGateway;
  let origin: string;
  let contactId: string;
  let page: Page;

  beforeAll(async () => {
    browser = await launchBrowser();
    gateway = await startTestGateway();
    origin = await listen(gateway);
    contactId = (await addPartner(gateway, { email: 'ada@example.com', firstName: 'Ada' })).id;
    for (let i = 0; i < 60; i += 1) {
      const sale = { id: `s-${i}`, partner: { contactId }, amount: `${20 + i}.50`, currency: 'USD' };
      const product = 'A product with quite a long name';
      await recordSale(gateway.partners, { ...sale, product, at: START - i * 6 * DAY });
    }
    await recordRefund(gateway.partners, { id: 'r-1', sale: 's-3' });
    page = await signIn(1);
  });
  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
  });

  /** Signs Ada in on a device of its own. axe is put into its pages by the driver, past the policy. */
  async function signIn(entry: number, whose = contactId): Promise<Page> {
    const device = await (await browser.newContext({ bypassCSP: true })).newPage();
    await device.goto(origin + (await loginPath(gateway, whose, entry)));
    await device.getByRole('button', { name: 'Sign in' }).click();
    return device;
  }

  async function press(what: Locator): Promise<void> {
    await what.focus();
    await page.keyboard.press('Enter');
  }

  test('home: figures, links, milestones, the chart and its table', async () => {
    await page.goto(`${origin}/partner`);
    await page.getByText('As a table').click();
    await expectAccessible(page);
    const chart = page.getByRole('img', { name: 'Sales less refunds, by month' });
    expect(await chart.locator('rect').count()).toBe(12);
  });

  test('large amounts and long names fit a phone: nothing is cut off or has to be scrolled', async () => {
    const { id } = await addPartner(gateway, { email: 'grace@example.com', firstName: 'G'.repeat(60) });
    const sale = { id: 'large', partner: { contactId: id }, amount: '987654321.99', currency: 'USD' };
    await recordSale(gateway.partners, { ...sale, product: 'K'.repeat(60), at: START });
    await recordRefund(gateway.partners, { id: 'r-large', sale: 'large', amount: '123456789.01' });
    const phone = await signIn(1, id);
    await phone.setViewportSize({ width: 360, height: 740 });
    for (const path of ['/partner', '/partner/sales']) {
      await phone.goto(origin + path);
      const cut = `[...document.querySelectorAll('html, .scroll, .figures > div')]
        .filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.className || part.tagName)`;
      expect(await phone.evaluate(cut), path).toEqual([]);
      expect(await phone.getByRole('row').last().innerText()).toMatch(
        /Amount \$987,654,321\.99\s+Commission \$/,
      );
    }
  });

  test('a QR code is fetched once somebody opens it, and a camera reads the link from the screen', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${origin}/partner`);
    expect(asked.filter((path) => path.startsWith('/partner/qr/'))).toEqual([]);
    await press(page.getByText('QR code of Pricing'));
    const picture = page.getByRole('img', { name: /^QR code: .*pricing/ });
    await expect
      .poll(() => picture.evaluate((image) => Reflect.get(image, 'naturalWidth')))
      .toBeGreaterThan(0);
    await expectAccessible(page);
    const seen = await pixelsOf(picture);
    expect(decodeQR(seen)).toBe(await page.locator('[data-copy="Pricing"]').textContent());
    expect(asked.filter((path) => path.startsWith('/partner/qr/'))).toHaveLength(1);
  });

  test('sales: down and up again by keyboard', async () => {
    await page.goto(`${origin}/partner/sales`);
    await expectAccessible(page);
    await press(page.getByRole('link', { name: 'Older' }));
    await page.waitForURL('**/sales?older=*');
    expect(await page.getByRole('row').count()).toBe(12);
    await press(page.getByRole('link', { name: 'Newer' }));
    await page.waitForURL('**/sales?newer=*');
    expect(await page.getByRole('row').count()).toBe(51);
  });

  test('mails: a box for each topic', async () => {
    await page.goto(`${origin}/partner`);
    await page.getByRole('link', { name: 'Mails' }).click();
    await page.getByLabel('Partner news').check();
    await press(page.getByRole('button', { name: 'Save' }));
    expect(await page.getByRole('status').innerText()).toBe('Your choice is saved.');
    expect(await page.getByLabel('Partner news').isChecked()).toBe(true);
    await expectAccessible(page);
  });

  test('profile: a mistake is told beside its field, and what is saved is seen', async () => {
    await page.goto(`${origin}/partner/profile`);
    await page.getByLabel('First name').fill('x'.repeat(201));
    await page.getByRole('button', { name: 'Save' }).click();
    await expectAccessible(page);
    await page.getByLabel('First name').fill('Augusta');
    await page.getByLabel('Time zone').selectOption('Asia/Tokyo');
    await page.getByLabel('Numbers and dates').selectOption({ label: 'Deutsch (Deutschland)' });
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.getByRole('status').innerText()).toBe('Your profile is saved.');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Home' }).click();
    expect(await page.textContent('h1')).toBe('Hello, Augusta');
    expect(await page.getByText('05.01.2026').count()).toBeGreaterThan(0);
  });

  test('devices: another one is signed out from here', async () => {
    const [phone, desk] = [await signIn(2), await signIn(3)];
    await page.goto(`${origin}/partner/devices`);
    await expectAccessible(page);
    await page
      .getByRole('button', { name: /^Sign out .+, signed in/ })
      .first()
      .click();
    await expect.poll(() => page.getByRole('button', { name: /, signed in/ }).count()).toBe(1);
    await Promise.all([phone, desk].map((device) => device.reload()));
    const titles = await Promise.all([phone, desk].map((device) => device.textContent('h1')));
    expect(new Set(titles)).toEqual(new Set(['Hello, Augusta', 'Please sign in']));
  });

  test('nothing on the pages asks for what the policy forbids, or for what is not there', async () => {
    const device = await (await browser.newContext()).newPage();
    const complaints: string[] = [];
    device.on('console', (message) => complaints.push(message.text()));
    await device.goto(origin + (await loginPath(gateway, contactId, 4)));
    await device.getByRole('button', { name: 'Sign in' }).click();
    await device.getByText('QR code of Pricing').click();
    for (const name of ['Sales', 'Mails', 'Profile', 'Devices', 'Home'])
      await device.getByRole('link', { name, exact: true }).click();
    await device.getByRole('button', { name: 'Copy the link to Pricing' }).waitFor();
    expect(complaints).toEqual([]);
  });

  /** What the screen shows of an element. */
  async function pixelsOf(
    what: Locator,
  ): Promise<{ width: number; height: number; data: Uint8ClampedArray }> {
    const png = (await what.screenshot()).toString('base64');
    const read = `(async () => {
      const picture = await createImageBitmap(await (await fetch('data:image/png;base64,${png}')).blob());
      const { width, height } = picture;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context.drawImage(picture, 0, 0);
      return { width, height, data: [...context.getImageData(0, 0, width, height).data] };
    })()`;
    const pixels = await page.evaluate<{ width: number; height: number; data: number[] }>(read);
    return { ...pixels, data: Uint8ClampedArray.from(pixels.data) };
  }
});
