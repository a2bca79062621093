import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordCorrection } from '../../src/partners/record-correction.ts';
import { recordSale } from '../../src/partners/record-sale.ts';
import { settleHeld } from '../../src/email/send-ledger.ts';
import { writeRunRecord } from '../../src/storage/run-records.ts';
import { apply, ask, claim, hrefOf, signIn, tellStory } from './story.ts';
import { loginPath, startTestGateway, Visitor, type TestGateway } from './test-gateway.ts';
import { transact } from '../../src/storage/transact.ts';

let gateway: TestGateway;
let kim: Visitor;
let id: string;

beforeAll(async () => {
  gateway = await startTestGateway({ temporalUi: { url: 'http://127.0.0.1:8233/', namespace: 'default' } });
  id = await tellStory(gateway);
  kim = await signIn(gateway);
});
afterAll(() => gateway.close());

const page = () => kim.get(`/console/contacts/${id}`);
const mail = (entry: number, map = 'partner-welcome') => `/console/contacts/${id}/mails/${map}/${entry}/0`;

/** The words of each line of the timeline. */
function lines(body: string): string[] {
  const items = body.split('<ol')[1]?.split(/<li class="[\w-]+"[^>]*>/) ?? [];
  return items.slice(1).map((item) =>
    item
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}

test('the whole story in the order of time, with the verdict of every mail', async () => {
  const { body } = await page();
  expect(lines(body)).toEqual([
    'Jan 5, 2026, 9:00 AM UTC Filled in the form partner-sign-up First name Ada Last name Lovelace Email address ada@example.com Website https://ada.example',
    'Jan 5, 2026, 9:00 AM UTC Did not subscribe to Partner news They read: Send me partner news',
    'Jan 5, 2026, 9:00 AM UTC Asked the team partner-managers for a decision Sign-up and welcome · Review by the team',
    'Jan 5, 2026, 9:00 AM UTC Mail Ada Lovelace applied to Acme partners sent Sign-up and welcome · Review by the team · approval-request',
    'Jan 7, 2026, 9:20 AM UTC Approved by kim@example.com Writes well',
    'Jan 7, 2026, 9:21 AM UTC Mail Your Acme partners login sent Sent again once after an interruption, under the same Message-ID: at most 2 copies. Sign-up and welcome · partner-login',
    'Jan 7, 2026, 9:21 AM UTC Mail welcome refused The mail server refused the mail: 552 too large Sign-up and welcome · welcome',
    'Jan 7, 2026, 12:21 PM UTC Signed in to the partner center',
    'Jan 7, 2026, 12:21 PM UTC Stands at “Active partner” since then Sign-up and welcome · goes on Jan 15, 2026, 12:21 PM UTC at the latest',
    'Jan 8, 2026, 12:21 PM UTC Sale of $4,400.00 s-1 · Starter kit · commission $880.00 Happened Jan 5, 2026, 12:21 PM UTC Total sales $4,400.00, before $0.00 Milestone: 1 sale',
    'Jan 9, 2026, 12:21 PM UTC Sale of $1,200.00 s-2 · commission $240.00 Total sales $5,600.00, before $4,400.00 Milestone: $5,000 in sales',
    'Jan 9, 2026, 12:21 PM UTC Mail thanks-for-sale skipped Not sent: nothing is sent to the address any more, for it does not work or its reader complained. main.notices · commission-earned · thanks-for-sale',
    'Jan 9, 2026, 12:21 PM UTC Mail You reached $5,000 sent Sign-up and welcome · milestone-reached',
    'Jan 10, 2026, 12:21 PM UTC Refund of $200.00 of sale s-2 Total sales $5,400.00, before $5,600.00',
  ]);
});

test('where they stand, since when, until when, and how old that is; and the way to the run', async () => {
  const { body } = await page();
  expect(body).toMatch(
    /<strong>Active partner<\/strong>\s*<span class="under">\s*Sign-up and welcome, since\s*<time datetime="2026-01-07T12:21:20\.000Z"/,
  );
  expect(body).toMatch(
    /Next wake-up\s*<time datetime="2026-01-15T12:21:20\.000Z">[^<]+<\/time>\s*\(in 5 days\)/,
  );
  expect(body).toContain('As the run wrote it down 1 minute ago');
  expect(body).toContain(`href="http://127.0.0.1:8233/namespaces/default/workflows/contact%2F${id}"`);
  expect(body.match(/<dd>\$[^<]+/g)).toEqual(['<dd>$5,400.00', '<dd>$1,080.00']);
});

test('without a Temporal UI there is no link, and before a run wrote anything that is said', async () => {
  const bare = await startTestGateway();
  const contactId = await apply(bare.partners, { email: 'new@example.com' });
  await ask(bare.partners, contactId);
  const visitor = await signIn(bare);
  const { body } = await visitor.get(`/console/contacts/${contactId}`);
  await bare.close();
  expect(body).not.toContain('Temporal UI');
  expect(body).toContain('The run has not written down anything yet.');
  expect(body).toContain('name="outcome" value="approved"');
});

test('a held mail says which rule holds it, until when, and that it was retracted once its place is gone', async () => {
  const held = await startTestGateway();
  const { partners: p, clock } = held;
  const contactId = await apply(p, { email: 'held@example.com' });
  await ask(p, contactId);
  const key = { contactId, map: 'partner-welcome', entry: 2, index: 0 };
  const mail = await claim(p, { key, step: 'milestone-reached', template: 'milestone-reached' });
  await settleHeld(p.db, mail, { why: 'quiet-hours', until: clock.now + 3_600_000, quietSince: clock.now });
  const position = { map: key.map, release: 'r', step: mail.step, entry: 2, since: clock.now };
  /** The last line of the timeline, when the run has written down that the contact stands there. */
  const lastLine = async (revision: number, positions: (typeof position)[]) => {
    const memory = { sequence: 1, entry: 2, revision, maps: {} };
    clock.now += 1;
    const { now } = clock;
    await transact(p.db, (trx) => writeRunRecord(trx, contactId, { memory, positions }, now));
    const { body } = await (await signIn(held)).get(`/console/contacts/${contactId}`);
    return lines(body).at(-1);
  };
  expect(await lastLine(1, [position])).toContain(
    'held Held for quiet hours, until Jan 5, 2026, 10:00 AM UTC',
  );
  expect(await lastLine(2, [])).toContain(
    'retracted Not sent: it was held for quiet hours, and what it told of no longer held good.',
  );
  await held.close();
});

test('a mail’s copy: the figures of then, the name of today, in a frame that can do nothing', async () => {
  await gateway.partners.db
    .updateTable('contacts')
    .set({ first_name: 'Augusta <i>' })
    .where('id', '=', id)
    .execute();
  const { body, headers } = await kim.get(mail(5));
  expect(body).toMatch(new RegExp(`sandbox=""\\s+src="${mail(5)}/copy"`));
  expect(body).toMatch(/are those of\s+today; login links are left out/);
  expect(headers['content-security-policy']).toContain("frame-src 'self'");
  const copy = await kim.get(`${mail(5)}/copy`);
  expect(copy.body).toContain('Hello Augusta &lt;i&gt;,');
  expect(copy.body).toContain('$5,600.00');
  expect(copy.headers).toMatchObject({
    'content-security-policy': expect.stringMatching(
      /^default-src 'none'; style-src 'unsafe-inline'; .*sandbox$/,
    ),
    'x-frame-options': 'SAMEORIGIN',
    'cache-control': 'no-store',
  });
});

test('the copy of a login mail holds no login link', async () => {
  const { body } = await kim.get(`${mail(2)}/copy`);
  expect(body).toContain('http://127.0.0.1:8080/login/not-shown-in-copies');
  expect(body).not.toMatch(/\/login\/[\w-]{43}/);
  expect(body).toContain('January 10, 2026');
});

test('a team’s mail shows what was filled in and whom it went to', async () => {
  const { body } = await kim.get(mail(1));
  expect(body).toContain('the team partner-managers');
  expect((await kim.get(`${mail(1)}/copy`)).body).toContain('https://ada.example');
});

test('an email that the store no longer holds, and one whose figures are gone, say so', async () => {
  await gateway.partners.db
    .updateTable('sent_mails')
    .set({ email_hash: 'gone' })
    .where('template', '=', 'welcome')
    .execute();
  const gone = await kim.get(mail(3));
  expect([gone.statusCode, gone.body.includes('no longer holds the text')]).toEqual([200, true]);
  expect((await kim.get(`${mail(3)}/copy`)).statusCode).toBe(404);
  expect((await kim.get(mail(4, 'main.notices'))).body).toMatch(
    /There is no copy to show\. .*it has no\s+field/,
  );
});

test.each<[string, () => string, number]>([
  ['nobody', () => '/console/contacts/c_nobody', 404],
  ['an address', () => '/console/contacts/ada@example.com', 404],
  ['a mail that was never asked for', () => mail(77), 404],
  ['an entry that is no number', () => mail(1).replace('/1/0', '/one/0'), 404],
  ['a negative index', () => mail(1).replace('/1/0', '/1/-1'), 404],
  ['another map', () => mail(1, '__proto__'), 404],
  ['a part that is no place', () => `/console/contacts/${id}?older=x`, 200],
  ['a part before the beginning', () => `/console/contacts/${id}?older=0.0`, 200],
  ['a part behind the end', () => `/console/contacts/${id}?newer=999999999999999.999999999999999`, 200],
  ['two parts at once', () => `/console/contacts/${id}?older=5.5&older=6.6`, 200],
])('%s is answered calmly', async (_what, path, status) => {
  expect((await kim.get(path())).statusCode).toBe(status);
});

test('strangers are led to the door, and teams that were not asked see nothing', async () => {
  const [stranger, sam] = [new Visitor(gateway.http), await signIn(gateway, 'sam@example.com')];
  for (const path of [`/console/contacts/${id}`, mail(1)]) {
    expect((await stranger.get(path)).headers.location).toBe('/console/sign-in');
    expect((await sam.get(path)).statusCode).toBe(404);
  }
  expect((await stranger.get(`${mail(1)}/copy`)).statusCode).toBe(401);
  expect((await sam.get(`${mail(1)}/copy`)).statusCode).toBe(404);
});

test('a story of many sales comes sixty entries at a time, the latest first', async () => {
  const busy = await startTestGateway();
  const contactId = await apply(busy.partners, { email: 'busy@example.com' });
  await ask(busy.partners, contactId);
  for (let i = 1; i <= 100; i += 1) {
    busy.clock.now += 1_000;
    await recordSale(busy.partners, { id: `b-${i}`, partner: { contactId }, amount: 1, currency: 'USD' });
  }
  const visitor = await signIn(busy);
  const latest = (await visitor.get(`/console/contacts/${contactId}`)).body;
  const earlier = (await visitor.get(hrefOf(latest, 'Earlier'))).body;
  const later = (await visitor.get(hrefOf(earlier, 'Later'))).body;
  await busy.close();
  expect([lines(latest).length, lines(earlier).length]).toEqual([60, 43]);
  expect(lines(later)).toEqual(lines(latest));
  expect(hrefOf(earlier, 'Latest')).toBe(`/console/contacts/${contactId}#end`);
  expect([latest.includes('Later'), earlier.includes('Earlier')]).toEqual([false, false]);
  expect(lines(latest).at(-1)).toContain('b-100');
});

test('a correction of the total is told to the team and to the partner', async () => {
  const own = await startTestGateway();
  const contactId = await apply(own.partners, { email: 'ada@example.com' });
  await ask(own.partners, contactId);
  const correction = { id: 'c-1', partner: { contactId }, total: '5100.00', currency: 'USD' };
  own.clock.now += 1_000;
  await recordCorrection(own.partners, correction, { by: 'till' });
  const { body } = await (await signIn(own)).get(`/console/contacts/${contactId}`);
  const partner = new Visitor(own.http);
  await partner.submit(await loginPath(own, contactId), {});
  const center = await partner.get('/partner');
  await own.close();
  expect(lines(body).at(-1)).toMatch(
    /Total corrected by till Total sales \$5,100\.00, before \$0\.00 Milestone: \$5,000 in sales$/,
  );
  expect(center.body).toMatch(/Correction of the total[^]*\$5,100\.00/);
});

test('the log names nobody', () => {
  expect(gateway.log()).toContain('"route":"/console/contacts/:id"');
  expect(gateway.log()).not.toMatch(/example\.com|Lovelace/i);
});
