import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyScript } from '../../src/gateway/views/copy-script.ts';
import { stylesheet } from '../../src/gateway/views/stylesheet.ts';
import { findContact } from '../../src/partners/find-contact.ts';
import { makePayout } from '../../src/partners/payouts/make-payout.ts';
import { recordRefund } from '../../src/partners/record-refund.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { SETTINGS } from './settings.ts';
import { addPartner, loginPath, START, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';

const DAY = 86_400_000;

/** A page with its stylesheet and script, in bytes. */
const MOST_BYTES = 50 * 1024;

const PATHS = ['/partner', '/partner/sales', '/partner/mails', '/partner/profile', '/partner/devices'];

let gateway: TestGateway;
let ada: Visitor;

/** Somebody who has sold `sales` times, once a day up to now, and whose programs hold commissions for 30 days. */
async function partnerWith(sales: number, email: string): Promise<Visitor> {
  const { id } = await addPartner(gateway, { email, firstName: 'Ada' });
  for (let i = 0; i < sales; i += 1) {
    const sale = { id: `${email}-${i}`, partner: { contactId: id }, amount: '10.00', currency: 'USD' };
    await recordSale(gateway.partners, { ...sale, product: `Kit ${i}`, at: START - i * DAY });
  }
  const visitor = new Visitor(gateway.http);
  await visitor.submit(await loginPath(gateway, id), {});
  return visitor;
}

/** The names of the table's lines. */
function namesIn(body: string): string[] {
  return [...body.matchAll(/<th scope="row">\s*([^<]*\S)\s*<span/g)].map(([, name = '']) => name);
}

/** Where a link of the page leads. */
function linkTo(label: string, body: string): string | undefined {
  const href = new RegExp(`<a href="([^"]+)"[^>]*>${label}</a>`).exec(body)?.[1];
  return href?.replaceAll('&amp;', '&');
}

beforeAll(async () => {
  const { main, ...programs } = SETTINGS.programs;
  if (!main) throw new Error('The settings have a program.');
  gateway = await startTestGateway();
  const held = { ...main, commission: { holdFor: { days: 30 } } };
  gateway.partners.settings = () => ({ ...SETTINGS, programs: { ...programs, main: held } });
  ada = await partnerWith(120, 'ada@example.com');
  await recordRefund(gateway.partners, { id: 'r-1', sale: 'ada@example.com-2', amount: '4' });
});
afterAll(() => gateway.close());

test('no page is heavier than 50 KB, stylesheet and script included', async () => {
  const shared = Buffer.byteLength(stylesheet + copyScript.text);
  for (const path of PATHS) {
    const { body } = await ada.get(path);
    expect(Buffer.byteLength(body) + shared, path).toBeLessThan(MOST_BYTES);
  }
});

test('commission by state: what is on hold, and what is payable', async () => {
  const { body } = await ada.get('/partner');
  // 30 sales of the last 30 days, of which a refund took 80 cents back; the rest is payable.
  expect(body.match(/<dd class="under">[^<]+/g)).toEqual([
    '<dd class="under">$59.20 on hold',
    '<dd class="under">$180.00 payable',
  ]);
  expect(body).toContain('commission on hold until Feb 4, 2026');
});

test('the chart: a picture with a title and a text, and the same as a table', async () => {
  const { body } = await ada.get('/partner');
  expect(body).toMatch(/<svg role="img"[^>]+aria-labelledby="chart-title chart-text">/);
  expect(body.match(/<rect/g)).toHaveLength(12);
  expect(body).toContain('The best of twelve months is October 2025 with $310.00.');
  const rows = [...body.matchAll(/<th scope="row">(\w+ \d{4})<\/th>\s*<td[^>]+>(\d+)<\/td>/g)];
  expect(rows.map(([, month, sales]) => `${month}: ${sales}`).slice(0, 6)).toEqual([
    'January 2026: 5',
    'December 2025: 31',
    'November 2025: 30',
    'October 2025: 31',
    'September 2025: 23',
    'August 2025: 0',
  ]);
});

test('who has sold nothing yet sees no empty chart', async () => {
  const { body } = await (await partnerWith(0, 'new@example.com')).get('/partner');
  expect(body).toContain('No sales yet.');
  expect(body).not.toContain('<svg');
});

test.each([
  ['applied', 'Your application is still being looked at', true],
  ['approved', undefined, true],
  ['suspended', 'Your partnership is paused', true],
  ['rejected', 'Your application was declined', false],
] as const)('who is %s is told what that means: %s; links to pass on: %s', async (status, note, links) => {
  const email = `${status}@example.com`;
  const visitor = await partnerWith(1, email);
  const { id } = (await findContact(gateway.partners, email)) ?? { id: '' };
  await gateway.partners.db.updateTable('enrolments').set({ status }).where('contact_id', '=', id).execute();
  const { body } = await visitor.get('/partner');
  expect(/<p class="note[^"]*">\s*([^,;.]+)/.exec(body)?.[1]?.replace(/\s+/g, ' ')).toEqual(
    note && expect.stringContaining(note),
  );
  expect([body.includes('Your links'), body.includes('Milestones')]).toEqual([links, links]);
  expect(namesIn(body)).toEqual(['Kit 0']);
});

test('sales and refunds come fifty at a time, and links lead down and up again', async () => {
  const first = (await ada.get('/partner/sales')).body;
  expect(namesIn(first).slice(0, 3)).toEqual(['Refund: Kit 2', 'Kit 0', 'Kit 1']);
  expect(namesIn(first)).toHaveLength(50);
  expect([linkTo('Newer', first), linkTo('Latest', first)]).toEqual([undefined, undefined]);
  const second = (await ada.get(linkTo('Older', first) ?? '')).body;
  const third = (await ada.get(linkTo('Older', second) ?? '')).body;
  expect(new Set([first, second, third].flatMap(namesIn)).size).toBe(121);
  expect(linkTo('Older', third)).toBeUndefined();
  const back = (await ada.get(linkTo('Newer', third) ?? '')).body;
  expect(namesIn(back)).toEqual(namesIn(second));
  expect(linkTo('Latest', back)).toBe('/partner/sales');
});

test.each(['older=x', 'newer=1', 'older=1.2.3', 'older=1&older=2'])(
  'a place that is none (%s) is the newest page',
  async (query) => {
    const { statusCode, body } = await ada.get(`/partner/sales?${query}`);
    expect([statusCode, namesIn(body)[1]]).toEqual([200, 'Kit 0']);
  },
);

test('a QR code is a picture of its own, for whoever is signed in, and kept by their browser only', async () => {
  const { body, headers } = await ada.get('/partner');
  expect(headers['content-security-policy']).toContain("img-src 'self'");
  const path = /<img src="(\/partner\/qr\/\w{16})"[^>]+loading="lazy"/.exec(body)?.[1] ?? '';
  const picture = await ada.get(path);
  expect(picture.headers).toMatchObject({
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': 'private, max-age=31536000, immutable',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
  expect(picture.body).toMatch(/^<svg\s+xmlns=/);
  expect((await ada.get('/partner/qr/0123456789abcdef')).statusCode).toBe(404);
  expect((await (await partnerWith(0, 'other@example.com')).get(path)).statusCode).toBe(404);
});

test.each([...PATHS, '/partner/qr/0123456789abcdef'])('%s is closed to strangers', async (path) => {
  expect((await new Visitor(gateway.http).get(path)).statusCode).toBe(401);
});

test.each(['/partner/mails', '/partner/profile', '/partner/devices'])(
  'nobody else can send the form of %s for a partner',
  async (path) => {
    expect((await ada.request('POST', path, { device: 'others' })).statusCode).toBe(403);
    expect((await new Visitor(gateway.http).submit('/p/main/sign-up', {}, path)).statusCode).toBe(401);
  },
);

test('which mails they get is chosen where they are signed in, and the run learns of a topic that they leave', async () => {
  const visitor = await partnerWith(0, 'mails@example.com');
  const ticked = async () => {
    const { body } = await visitor.get('/partner/mails');
    const boxes = body.match(/<input[^>]+type="checkbox"[^>]*>/g) ?? [];
    return boxes.map((box) => [/name="([\w-]+)"/.exec(box)?.[1], / checked/.test(box)]);
  };
  expect(await ticked()).toEqual([
    ['partner-news', false],
    ['tips', true],
  ]);
  const woken = gateway.wakes();
  const saved = await visitor.submit('/partner/mails', { 'partner-news': 'true' });
  expect([saved.statusCode, saved.headers.location]).toEqual([303, '/partner/mails?saved=yes']);
  expect(gateway.wakes()).toBe(woken + 1);
  expect((await visitor.get('/partner/mails?saved=yes')).body).toContain('role="status"');
  expect(await ticked()).toEqual([
    ['partner-news', true],
    ['tips', false],
  ]);
});

test('a profile that is changed shows at once, and a mistake beside its field with all that was typed', async () => {
  const visitor = await partnerWith(1, 'profile@example.com');
  const profile = { firstName: 'Grace', lastName: 'Hopper', timeZone: 'Pacific/Auckland', locale: 'de-DE' };
  const saved = await visitor.submit('/partner/profile', profile);
  expect(saved.headers.location).toBe('/partner/profile?saved=yes');
  const home = (await visitor.get('/partner')).body;
  expect(home).toContain('Hello, Grace');
  expect(home).toContain('05.01.2026');
  const page = (await visitor.get('/partner/profile')).body;
  expect(page).toContain('<option selected>Pacific/Auckland</option>');
  expect(page).toContain('<option value="de-DE" lang="de-DE" selected>Deutsch (Deutschland)</option>');

  const wrong = await visitor.submit('/partner/profile', { ...profile, firstName: 'x'.repeat(201) });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toMatch(/<title>Error: Your profile[^]*id="field-firstName-error"[^]*value="Hopper"/);
});

test('a device is signed out from another one, wherever its cookie is', async () => {
  const { id } = await addPartner(gateway, { email: 'devices@example.com' });
  const [phone, desk, tablet] = [2, 3, 4].map(() => new Visitor(gateway.http));
  if (!phone || !desk || !tablet) throw new Error('There are three.');
  for (const [index, visitor] of [phone, desk, tablet].entries())
    await visitor.submit(await loginPath(gateway, id, index + 2), {});
  const open = async () => {
    const answers = await Promise.all([phone, desk, tablet].map((visitor) => visitor.get('/partner')));
    return answers.map(({ statusCode }) => statusCode);
  };
  const page = (await desk.get('/partner/devices')).body;
  expect(page.match(/<strong>[^<]+<\/strong>/g)).toHaveLength(3);
  expect(page.match(/this device/g)).toHaveLength(1);
  await desk.submit('/partner/devices', { device: 'partner-welcome 2' });
  expect(await open()).toEqual([401, 200, 200]);
  await desk.submit('/partner/devices', { device: 'partner-welcome 77' });
  await desk.submit('/partner/devices', { device: 'others' });
  expect(await open()).toEqual([401, 200, 401]);

  const copy = { ...desk.cookies };
  await desk.submit('/partner', {}, '/partner/sign-out');
  Object.assign(desk.cookies, copy);
  expect((await desk.get('/partner')).statusCode).toBe(401);
});

test('what was paid is said so, in sum and beside each sale', async () => {
  const { partners } = gateway;
  const visitor = await partnerWith(31, 'paid@example.com');
  const program = partners.settings().programs['main'];
  if (!program) throw new Error('The settings have a program.');
  await makePayout(partners, { program, batch: '2026-01', by: 'kim@example.com', dryRun: false });
  await recordRefund(partners, { id: 'r-paid', sale: 'paid@example.com-30', amount: '5' });
  const home = (await visitor.get('/partner')).body;
  expect(home.match(/<dd class="under">[^<]+/g)).toEqual([
    '<dd class="under">$60.00 on hold',
    '<dd class="under">-$1.00 payable',
    '<dd class="under">$2.00 paid',
  ]);
  expect((await visitor.get('/partner/sales')).body).toMatch(/Kit 30\s[^]*<\/time>, commission paid/);
});
